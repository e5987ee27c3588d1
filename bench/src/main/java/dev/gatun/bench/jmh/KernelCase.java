package dev.gatun.bench.jmh;

import dev.gatun.DType;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One operator as a model: what a benchmark runs.
///
/// @param op the operator
/// @param inputs shapes of what changes from run to run
/// @param weights shapes of what does not
record KernelCase(Op op, List<Shape> inputs, List<Shape> weights) {
  private static final Pattern CONV =
      Pattern.compile("(\\d{1,5})x(\\d{1,5})-k(\\d{1,2})s(\\d)-(\\d{1,5})");
  private static final Pattern WINDOW = Pattern.compile("(\\d{1,5})x(\\d{1,5})-k(\\d{1,2})s(\\d)");
  private static final Pattern MAP = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
  private static final Pattern PRODUCT = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");

  KernelCase {
    inputs = List.copyOf(inputs);
    weights = List.copyOf(weights);
  }

  /// A convolution with bias and ReLU, padded so that stride 1 keeps the size.
  ///
  /// @param text `64x56-k3s1-128`: 64 channels of 56×56, kernel 3×3, stride 1, 128 channels
  static KernelCase conv(String text) {
    int[] n = numbers(CONV, text, "64x56-k3s1-128");
    Conv op =
        Conv.of(n[2], n[2]).withStride(n[3]).withPad(n[2] / 2).withActivation(Activation.RELU);
    return new KernelCase(
        op, List.of(map(n)), List.of(Shape.of(n[4], n[0], n[2], n[2]), Shape.of(n[4])));
  }

  /// A depthwise convolution with bias and ReLU.
  ///
  /// @param text `144x56-k3s1`: 144 channels of 56×56, kernel 3×3, stride 1
  static KernelCase depthwise(String text) {
    int[] n = numbers(WINDOW, text, "144x56-k3s1");
    Conv op =
        Conv.of(n[2], n[2])
            .withStride(n[3])
            .withPad(n[2] / 2)
            .withGroups(n[0])
            .withActivation(Activation.RELU);
    return new KernelCase(
        op, List.of(map(n)), List.of(Shape.of(n[0], 1, n[2], n[2]), Shape.of(n[0])));
  }

  /// A pool without pads.
  ///
  /// @param text as for [#depthwise]
  static KernelCase pool(String text, boolean max) {
    int[] n = numbers(WINDOW, text, "64x112-k3s2");
    Window window = Window.of(n[2], n[2]).withStride(n[3]);
    return new KernelCase(
        max ? Pool.max(window) : Pool.average(window), List.of(map(n)), List.of());
  }

  /// The mean of each channel.
  ///
  /// @param text `2048x7`: 2048 channels of 7×7
  static KernelCase globalAverage(String text) {
    int[] n = numbers(MAP, text, "2048x7");
    return new KernelCase(new GlobalPool(Pool.Kind.AVERAGE, 0), List.of(map(n)), List.of());
  }

  /// The sum of two maps.
  ///
  /// @param text as for [#globalAverage]
  static KernelCase sum(String text) {
    int[] n = numbers(MAP, text, "256x56");
    return new KernelCase(Binary.of(Binary.Kind.ADD), List.of(map(n), map(n)), List.of());
  }

  /// A product.
  ///
  /// @param text `196x512x1024`: M×N×K
  /// @param packed whether B is a weight
  static KernelCase product(String text, boolean packed) {
    int[] n = numbers(PRODUCT, text, "196x512x1024");
    Shape a = Shape.of(n[0], n[2]);
    Shape b = Shape.of(n[2], n[1]);
    return new KernelCase(
        new MatMul(Activation.NONE),
        packed ? List.of(a) : List.of(a, b),
        packed ? List.of(b) : List.of());
  }

  private static Shape map(int[] numbers) {
    return Shape.of(1, numbers[0], numbers[1], numbers[1]);
  }

  private static int[] numbers(Pattern pattern, String text, String example) {
    Matcher match = pattern.matcher(text);
    if (!match.matches()) {
      throw new UsageException(
          "jmh: got the shape '" + text + "', required one such as " + example);
    }
    int[] numbers = new int[match.groupCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(match.group(i + 1));
    }
    return numbers;
  }

  /// A model of its own with data of its own.
  ///
  /// @param session compiled
  /// @param inputs in its order
  /// @param outputs in its order, written by a run
  record Copy(Session session, List<Tensor> inputs, List<Tensor> outputs) {
    Copy {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }

    void run() {
      session.run(inputs, outputs);
    }

    /// Bytes of inputs and outputs.
    long bytes() {
      return bytes(inputs) + bytes(outputs);
    }

    private static long bytes(List<Tensor> tensors) {
      return tensors.stream().mapToLong(tensor -> tensor.data().byteSize()).sum();
    }
  }

  /// Bytes of all weights.
  long weightBytes() {
    return weights.stream().mapToLong(shape -> Tensor.byteSize(DType.FLOAT32, shape)).sum();
  }

  /// Makes a model with seeded data.
  ///
  /// @param seed of all numbers
  /// @param options how it runs
  Copy copy(long seed, SessionOptions options) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> names = new ArrayList<>();
    Map<String, TensorType> types = new LinkedHashMap<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    List<Tensor> data = new ArrayList<>();
    for (Shape shape : inputs) {
      String name = "x" + names.size();
      names.add(name);
      types.put(name, TensorType.of(DType.FLOAT32, shape));
      data.add(drawn(random, shape));
    }
    List<String> read = new ArrayList<>(names);
    for (Shape shape : weights) {
      String name = "w" + constants.size();
      read.add(name);
      constants.put(name, drawn(random, shape));
    }
    Graph graph =
        new Graph(
            "kernel",
            List.of(new Node("kernel", op, read, List.of("y"))),
            names,
            List.of("y"),
            types,
            constants);
    Session session = Session.open(graph, options);
    List<Tensor> results = session.run(data);
    session.warmUp();
    return new Copy(session, data, results);
  }

  private static Tensor drawn(SplittableRandom random, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt() >> 8) * 0x1p-23f;
    }
    return Tensor.of(values, shape.toArray());
  }
}
