package dev.gatun.conformance.bits;

import dev.gatun.Backends;
import dev.gatun.DType;
import dev.gatun.GatunException;
import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.contract.ContractRunner;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.conformance.graphs.RandomGraph;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.spi.Engine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Runs something, often where that is wanted, and says its fingerprint: of the first run, of
/// another one after all kernels are compiled, and of the repeats, which must agree. Where a
/// backend refuses, the name of the exception stands in the digest's place: it must be the same,
/// too.
///
/// ```java
/// SessionOptions options = SessionOptions.defaults().withBackend("java").withStrict(true);
/// Fingerprint one =
///     new Fingerprints(options, 1).of(Problem.parse("conv n1 ic32 ih112 iw112 oc32 kh3 kw3"));
/// ```
///
/// @param options backend, which must be named, threads, strictness
/// @param repeats runs after the first two, ≥ 0
public record Fingerprints(SessionOptions options, int repeats) {
  /// What stands in the place of a digest where runs differ or memory was damaged; why is behind
  /// the name.
  public static final String FAILED = "FAILED";

  /// Of a contract's problem, on real numbers.
  ///
  /// @param problem of any family
  /// @return its fingerprint
  public Fingerprint of(Problem problem) {
    String name = Objects.requireNonNull(options.backend(), "a backend is named");
    return refusalOr(
        problem.toString(),
        () -> {
          try (Engine engine = Backends.named(name).open(options.engine())) {
            return steady(problem.toString(), _ -> List.of(ContractRunner.result(engine, problem)));
          }
        });
  }

  /// Of a random network.
  ///
  /// @param seed its seed
  /// @return its fingerprint
  public Fingerprint of(long seed) {
    RandomGraph graph = RandomGraph.of(seed);
    String name = "random network " + seed;
    return refusalOr(
        name,
        () -> {
          try (Session session = Model.parse(graph.file().toByteArray()).compile(options)) {
            return steady(name, run -> run(session, run, () -> session.run(graph.data())));
          }
        });
  }

  /// Of a model on drawn inputs.
  ///
  /// @param file an ONNX file
  /// @param open every extent that the file leaves open, but for a batch, which is 1
  /// @return its fingerprint, under the file's name
  public Fingerprint of(Path file, int open) {
    String name = String.valueOf(file.getFileName());
    return refusalOr(
        name,
        () -> {
          Model model = Model.load(file, LoadOptions.defaults());
          Map<String, Tensor> inputs = inputs(model, open);
          try (Session session = model.compile(options)) {
            return steady(
                name, run -> run(session, run, () -> List.copyOf(session.run(inputs).values())));
          }
        });
  }

  /// The first run may meet the interpreter and stand-ins, the others do not.
  private static List<Tensor> run(Session session, int number, Supplier<List<Tensor>> run) {
    if (number == 1) {
      session.warmUp();
    }
    return run.get();
  }

  /// Of all runs.
  ///
  /// @throws AssertionError if one differs from the first
  Fingerprint steady(String name, IntFunction<List<Tensor>> run) {
    Fingerprint first = Fingerprint.of(name, run.apply(0));
    for (int i = 1; i < repeats + 2; i++) {
      if (!Fingerprint.of(name, run.apply(i)).equals(first)) {
        throw new AssertionError("run " + i + " differs from run 0");
      }
    }
    return first;
  }

  static Fingerprint refusalOr(String name, Supplier<Fingerprint> fingerprint) {
    try {
      return fingerprint.get();
    } catch (GatunException e) {
      return new Fingerprint(e.getClass().getSimpleName(), name);
    } catch (AssertionError e) {
      return new Fingerprint(FAILED, name + ": " + e.getMessage());
    }
  }

  private static Map<String, Tensor> inputs(Model model, int open) {
    SplittableRandom random = new SplittableRandom(0);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, TensorType> input : model.inputs().entrySet()) {
      List<Dim> dims = input.getValue().dims();
      if (dims == null) {
        throw new InvalidInputException(
            "input '" + input.getKey() + "': got no rank, required one to draw elements for");
      }
      Tensor tensor = Tensor.allocate(input.getValue().dtype(), shape(dims, open));
      boolean real = tensor.dtype().isFloat();
      for (long i = 0; i < tensor.shape().size(); i++) {
        tensor.setDouble(
            i, real ? random.nextDouble(-1, 1) : random.nextInt(bound(tensor.dtype())));
      }
      inputs.put(input.getKey(), tensor);
    }
    return inputs;
  }

  private static Shape shape(List<Dim> dims, int open) {
    long[] extents = new long[dims.size()];
    for (int axis = 0; axis < extents.length; axis++) {
      boolean batch = axis == 0;
      extents[axis] = dims.get(axis) instanceof Dim.Known(long extent) ? extent : batch ? 1 : open;
    }
    return Shape.of(extents);
  }

  private static int bound(DType dtype) {
    return dtype == DType.BOOL ? 2 : 100;
  }
}
