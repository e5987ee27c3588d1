package dev.gatun.kernels.opencl.load;

import dev.gatun.BackendException;
import dev.gatun.Backends;
import dev.gatun.DType;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.SessionReport;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Conv;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A user's program, which knows nothing but the API: says what backends there are, runs a
/// convolution on one of them and says what came out.
public final class Program {
  private static final Shape IMAGE = Shape.of(1, 2, 4, 5);
  private static final Shape WEIGHTS = Shape.of(3, 2, 3, 3);
  private static final Shape RESULT = Shape.of(1, 3, 4, 5);

  private Program() {}

  /// Runs in a JVM of its own.
  ///
  /// @param arguments a backend's name, or nothing
  public static void main(String[] arguments) {
    ModuleLayer.boot()
        .findModule("jocl")
        .ifPresent(jocl -> System.out.println("automatic " + jocl.getDescriptor().isAutomatic()));
    for (Backends.Found found : Backends.all()) {
      System.out.println(
          (found.usability().usable() ? "usable " : "unusable ")
              + found.name()
              + ": "
              + found.usability().description());
    }
    SessionOptions options = SessionOptions.defaults();
    try {
      System.out.println(
          "result " + result(arguments.length == 0 ? options : options.withBackend(arguments[0])));
    } catch (BackendException e) {
      System.out.println("refused " + e.getMessage());
    }
  }

  /// Small integers, the same in any order of their sums.
  static String result(SessionOptions options) {
    Graph graph =
        new Graph(
            "launch",
            List.of(new Node("conv", Conv.of(3, 3).withPad(1), List.of("x", "w"), List.of("y"))),
            List.of("x"),
            List.of("y"),
            Map.of(
                "x",
                TensorType.of(DType.FLOAT32, IMAGE),
                "w",
                TensorType.of(DType.FLOAT32, WEIGHTS),
                "y",
                TensorType.of(DType.FLOAT32, RESULT)),
            Map.of("w", numbers(WEIGHTS)));
    try (Session session = Session.open(graph, options)) {
      Tensor y = session.run(numbers(IMAGE));
      SessionReport report = session.plans().getFirst();
      System.out.println("engine " + report.engine());
      report.plan().steps().forEach(step -> System.out.println("kernel " + step.kernel()));
      return Arrays.toString(y.toFloats());
    }
  }

  private static Tensor numbers(Shape shape) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      tensor.setDouble(i, (double) (i * 7 % 5 - 2));
    }
    return tensor;
  }
}
