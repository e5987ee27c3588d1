package dev.gatun.bench.clblast;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A matrix product of squares, or a 3 × 3 convolution with pad 1 of one image to as many channels,
/// with the same data for all. As in a network, several follow each other: each result is the next
/// one's input.
///
/// @param name for people
/// @param op what is computed
/// @param x the left or the input `[1, C, H, W]`; results have its shape
/// @param w the right or the weights `[C, C, 3, 3]`
/// @param multiplyAdds of the definition of one
record Task(String name, Op op, Tensor x, Tensor w, long multiplyAdds) {
  /// What a run has about, so that launches and transfers cost little of it.
  private static final long RUN = 2_000_000_000;

  static final int LEAST_LAYERS = 4;
  static final int MOST_LAYERS = 16;

  private static final long SEED = 7;
  private static final int SAMPLES = 2_000;

  /// {@return how many follow each other in a run}
  int layers() {
    return Math.clamp(RUN / multiplyAdds, LEAST_LAYERS, MOST_LAYERS);
  }

  static Task product(int extent) {
    return new Task(
        "product " + extent + "×" + extent + "×" + extent,
        new MatMul(Activation.NONE),
        tensor(1, extent, extent),
        tensor(extent, extent, extent),
        (long) extent * extent * extent);
  }

  static Task convolution(int channels, int extent) {
    return new Task(
        "3×3 " + channels + "×" + extent + "×" + extent + " → " + channels,
        Conv.of(3, 3).withPad(1),
        tensor(1, 1, channels, extent, extent),
        tensor(9L * channels, channels, channels, 3, 3),
        9L * channels * channels * extent * extent);
  }

  /// Uniform numbers.
  ///
  /// @param products that are summed: with such weights results are as large as inputs
  private static Tensor tensor(long products, long... dims) {
    Shape shape = Shape.of(dims);
    SplittableRandom random = new SplittableRandom(SEED + shape.size());
    float[] values = new float[Math.toIntExact(shape.size())];
    float scale = (float) (0x1p-31 * (products == 1 ? 1 : Math.sqrt(3.0 / products)));
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt() * scale;
    }
    return Tensor.of(values, dims);
  }

  /// A graph whose weights are constant.
  ///
  /// @param layers that follow each other
  Graph graph(int layers) {
    TensorType type = TensorType.of(DType.FLOAT32, x.shape());
    Map<String, TensorType> types = new HashMap<>(Map.of("x", type));
    List<Node> nodes = new ArrayList<>();
    String from = "x";
    for (int i = 1; i <= layers; i++) {
      String to = i == layers ? "y" : "y" + i;
      nodes.add(new Node(name + ' ' + i, op, List.of(from, "w"), List.of(to)));
      types.put(to, type);
      from = to;
    }
    return new Graph(name, nodes, List.of("x"), List.of("y"), types, Map.of("w", w));
  }

  /// How far a result of one layer is from double precision: of some results, spread by a fixed
  /// seed, the root of the squared differences' sum over that of the right squares'.
  ///
  /// @param got all results
  double error(float[] got) {
    float[] a = x.toFloats();
    float[] b = w.toFloats();
    SplittableRandom random = new SplittableRandom(SEED);
    double differences = 0;
    double squares = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int at = random.nextInt(got.length);
      double right = op instanceof Conv ? convolved(a, b, at) : multiplied(a, b, at);
      differences += (got[at] - right) * (got[at] - right);
      squares += right * right;
    }
    return Math.sqrt(differences / squares);
  }

  /// How far two results are from each other, as a part of the norm of the first.
  static double distance(float[] a, float[] b) {
    double differences = 0;
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      differences += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      squares += (double) a[i] * a[i];
    }
    return Math.sqrt(differences / squares);
  }

  private double multiplied(float[] a, float[] b, int at) {
    int n = x.shape().intDim(1);
    double sum = 0;
    for (int p = 0; p < n; p++) {
      sum += (double) a[at / n * n + p] * b[p * n + at % n];
    }
    return sum;
  }

  private double convolved(float[] a, float[] b, int at) {
    int channels = x.shape().intDim(1);
    int h = x.shape().intDim(2);
    int w = x.shape().intDim(3);
    int column = at % w;
    int row = at / w % h;
    int out = at / w / h;
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      for (int r = Math.max(0, row - 1); r <= Math.min(h - 1, row + 1); r++) {
        for (int s = Math.max(0, column - 1); s <= Math.min(w - 1, column + 1); s++) {
          int tap = ((out * channels + c) * 3 + r - row + 1) * 3 + s - column + 1;
          sum += (double) a[(c * h + r) * w + s] * b[tap];
        }
      }
    }
    return sum;
  }
}
