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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A matrix product, or a 3 × 3 convolution with pad 1 of one image, with the same data for all.
///
/// @param name for people
/// @param op what is computed
/// @param x the left or the input `[1, C, H, W]`
/// @param w the right or the weights `[K, C, 3, 3]`
/// @param y shape of the result
/// @param multiplyAdds of the definition
record Task(String name, Op op, Tensor x, Tensor w, Shape y, long multiplyAdds) {
  private static final long SEED = 7;
  private static final int SAMPLES = 2_000;

  static Task product(int m, int n, int k) {
    return new Task(
        "product " + m + "×" + n + "×" + k,
        new MatMul(Activation.NONE),
        tensor(m, k),
        tensor(k, n),
        Shape.of(m, n),
        (long) m * n * k);
  }

  static Task convolution(int inC, int extent, int outC) {
    return new Task(
        "3×3 " + inC + "×" + extent + "×" + extent + " → " + outC,
        Conv.of(3, 3).withPad(1),
        tensor(1, inC, extent, extent),
        tensor(outC, inC, 3, 3),
        Shape.of(1, outC, extent, extent),
        9L * inC * outC * extent * extent);
  }

  private static Tensor tensor(long... dims) {
    Shape shape = Shape.of(dims);
    SplittableRandom random = new SplittableRandom(SEED + shape.size());
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt() >> 8) * 0x1p-23f;
    }
    return Tensor.of(values, dims);
  }

  /// A graph of one node whose weights are constant.
  Graph graph() {
    return new Graph(
        name,
        List.of(new Node(name, op, List.of("x", "w"), List.of("y"))),
        List.of("x"),
        List.of("y"),
        Map.of("x", TensorType.of(DType.FLOAT32, x.shape()), "y", TensorType.of(DType.FLOAT32, y)),
        Map.of("w", w));
  }

  /// How far a result is from double precision: of some results, spread by a fixed seed, the root
  /// of the squared differences' sum over that of the right squares'.
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

  private double multiplied(float[] a, float[] b, int at) {
    int n = y.intDim(1);
    int k = x.shape().intDim(1);
    double sum = 0;
    for (int p = 0; p < k; p++) {
      sum += (double) a[at / n * k + p] * b[p * n + at % n];
    }
    return sum;
  }

  private double convolved(float[] a, float[] b, int at) {
    int channels = x.shape().intDim(1);
    int h = y.intDim(2);
    int w = y.intDim(3);
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
