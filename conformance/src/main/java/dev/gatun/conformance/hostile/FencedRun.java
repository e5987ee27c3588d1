package dev.gatun.conformance.hostile;

import dev.gatun.Limits;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Cost;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.RoiAlign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Runs an accepted model on backends with canaries around the memory of inputs and outputs. The
/// elements are of no interest here; types and shapes must agree between backends.
public final class FencedRun {
  private static final Limits LIMITS =
      new Limits(1 << 22, 4096, 16, 1 << 14, 1 << 22, 1 << 18, 16, 16);

  /// What is run at all, in multiply-adds: a mutant may ask for more work than it is worth.
  private static final double MOST_WORK = 10e6;

  private static final int MOST_INPUT_ELEMENTS = 1 << 12;
  private static final long ZONE_BYTES = 256;
  private static final byte CANARY = 0x5A;

  private final List<String> backends;

  /// A runner.
  ///
  /// @param backends names, at least one
  public FencedRun(List<String> backends) {
    this.backends = List.copyOf(backends);
  }

  /// What came of one model.
  ///
  /// @param runs on how many backends it ran to its end
  /// @param problem what broke a promise, or null
  public record Result(int runs, @Nullable String problem) {}

  /// Compiles and runs a model on every backend, with the same inputs.
  ///
  /// @param model an accepted model
  /// @param seed of extents that are not known, and of elements
  /// @return what came of it; nothing is thrown
  public Result run(Model model, long seed) {
    List<List<String>> types = new ArrayList<>();
    Map<String, Tensor> inputs = inputs(model, new SplittableRandom(seed));
    if (inputs == null) {
      return new Result(0, null);
    }
    for (String backend : backends) {
      try {
        List<String> got = run(model, backend, inputs);
        if (got != null) {
          types.add(got);
        }
      } catch (Throwable e) { // errors, too, canaries among them
        String problem = e instanceof Canary ? e.getMessage() : Intake.problem(e);
        if (problem != null) {
          return new Result(types.size(), backend + ": " + problem);
        }
      }
    }
    boolean agree = types.stream().distinct().count() <= 1;
    return new Result(types.size(), agree ? null : "backends disagree on outputs: " + types);
  }

  /// Types and shapes of the outputs, or null where the work would be too much.
  private static @Nullable List<String> run(
      Model model, String backend, Map<String, Tensor> inputs) {
    SessionOptions options =
        SessionOptions.defaults().withBackend(backend).withThreads(1).withLimits(LIMITS);
    try (Session session = model.compile(options);
        Arena arena = Arena.ofConfined()) {
      if (work(session.plan(inputs).graph()) > MOST_WORK) {
        return null;
      }
      Map<String, Fence> fences = new LinkedHashMap<>();
      Map<String, Tensor> fenced = fenced(inputs, "input", arena, fences);
      inputs.forEach(
          (name, tensor) -> tensor.copyTo(Objects.requireNonNull(fenced.get(name), name)));
      Map<String, Tensor> results = session.run(fenced);
      session.run(fenced, fenced(results, "output", arena, fences));
      fences.forEach((name, fence) -> fence.requireIntact(name));
      inputs.forEach((name, tensor) -> requireSame(name, tensor, fenced.get(name)));
      return results.values().stream().map(Tensor::toString).toList();
    }
  }

  /// Multiply-adds of products and convolutions, and samples of regions.
  private static double work(Graph graph) {
    double work = Cost.multiplyAdds(graph);
    for (Node node : graph.nodes()) {
      TensorType type = graph.type(node.output());
      if (node.op() instanceof RoiAlign align && type != null && type.isConcrete()) {
        work += 4.0 * type.shape().size() * align.samplingRatio() * align.samplingRatio();
      }
    }
    return work;
  }

  private static void requireSame(String name, Tensor before, @Nullable Tensor after) {
    if (after == null || before.data().mismatch(after.data()) >= 0) {
      throw new Canary("input '" + name + "' was changed by the run");
    }
  }

  // inputs

  private static @Nullable Map<String, Tensor> inputs(Model model, SplittableRandom random) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<String, Long> symbols = new HashMap<>();
    for (Map.Entry<String, TensorType> entry : model.inputs().entrySet()) {
      List<Dim> dims = entry.getValue().dims();
      long[] extents = {2, 3};
      if (dims != null) {
        extents = dims.stream().mapToLong(dim -> extent(dim, symbols, random)).toArray();
      }
      Shape shape = Shape.of(extents);
      if (shape.size() > MOST_INPUT_ELEMENTS) {
        return null;
      }
      Tensor tensor = Tensor.allocate(entry.getValue().dtype(), shape);
      for (long i = 0; i < shape.size(); i++) {
        tensor.setDouble(
            i, tensor.dtype().isFloat() ? random.nextDouble(-2, 2) : random.nextInt(4));
      }
      inputs.put(entry.getKey(), tensor);
    }
    return inputs;
  }

  private static long extent(Dim dim, Map<String, Long> symbols, SplittableRandom random) {
    return switch (dim) {
      case Dim.Known known -> known.value();
      case Dim.Symbol symbol ->
          symbols.computeIfAbsent(symbol.name(), name -> (long) random.nextInt(1, 4));
      case Dim.Unknown _ -> random.nextInt(1, 4);
    };
  }

  // fences

  private static Map<String, Tensor> fenced(
      Map<String, Tensor> like, String role, Arena arena, Map<String, Fence> fences) {
    Map<String, Tensor> inner = new LinkedHashMap<>();
    like.forEach((name, tensor) -> {
      long bytes = tensor.data().byteSize();
      MemorySegment zone = arena.allocate(bytes + 2 * ZONE_BYTES, 64).fill(CANARY);
      fences.put(role + " '" + name + "'", new Fence(zone));
      inner.put(name, Tensor.wrap(tensor.dtype(), tensor.shape(), zone.asSlice(ZONE_BYTES, bytes)));
    });
    return inner;
  }

  /// Memory whose ends nobody may write to.
  private record Fence(MemorySegment zone) {
    void requireIntact(String what) {
      long after = zone.byteSize() - ZONE_BYTES;
      for (long i = 0; i < ZONE_BYTES; i++) {
        if (zone.get(ValueLayout.JAVA_BYTE, i) != CANARY
            || zone.get(ValueLayout.JAVA_BYTE, after + i) != CANARY) {
          throw new Canary("memory beside " + what + " was overwritten");
        }
      }
    }
  }

  /// A promise about memory was broken.
  private static final class Canary extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Canary(String message) {
      super(message);
    }
  }
}
