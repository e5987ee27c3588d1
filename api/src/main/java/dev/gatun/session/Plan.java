package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PassReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One compiled plan of a session, and where shapes depend on data what follows it. Who uses it and
/// when it goes is [Plans]' business.
public final class Plan {
  private final Signature signature;
  private final Graph graph;
  private final Executable executable;
  private final List<PassReport> passes;
  private final @Nullable Continuation continuation;
  private final List<TensorType> outputs = new ArrayList<>();
  int users;
  boolean retired;

  Plan(
      Signature signature,
      Graph graph,
      Executable executable,
      List<PassReport> passes,
      @Nullable Continuation continuation) {
    this.signature = signature;
    this.graph = graph;
    this.executable = executable;
    this.passes = List.copyOf(passes);
    this.continuation = continuation;
    for (String output : graph.outputs()) {
      TensorType type = graph.type(output);
      if (type == null) {
        throw new IllegalStateException("output '" + output + "' of a compiled graph has no type");
      }
      outputs.add(type);
    }
  }

  boolean matches(List<Tensor> inputs) {
    return signature.matches(inputs);
  }

  /// Runs a call into new memory.
  ///
  /// @param inputs one tensor per graph input, in order, of this plan's signature
  /// @param runner runs this plan's executable and those of all that follow
  /// @return the results, in the graph's order
  /// @throws dev.gatun.LimitExceededException if there is not enough memory
  public List<Tensor> run(List<Tensor> inputs, Runner runner) {
    try {
      List<Tensor> results = new ArrayList<>(outputs.size());
      for (TensorType type : outputs) {
        results.add(Tensor.allocate(type.dtype(), type.shape()));
      }
      runner.run(executable, inputs, results);
      return continuation == null ? results : continuation.run(inputs, results, runner);
    } catch (OutOfMemoryError | InternalError e) {
      throw MemoryFault.worded("run", e);
    }
  }

  /// Runs a call into the caller's memory; without it where nothing depends on data, else by a
  /// copy.
  ///
  /// @param names names of the outputs
  /// @param inputs one tensor per graph input, in order, of this plan's signature
  /// @param targets one tensor of the right type and shape per output; filled
  /// @throws dev.gatun.InvalidInputException if one does not fit; where shapes depend on data,
  ///   after the run
  /// @throws dev.gatun.LimitExceededException if there is not enough memory
  public void run(List<String> names, List<Tensor> inputs, List<Tensor> targets) {
    if (continuation == null) {
      CallCheck.requireOutputs(names, outputs, targets, inputs);
      try {
        executable.run(inputs, targets);
      } catch (OutOfMemoryError | InternalError e) {
        throw MemoryFault.worded("run", e);
      }
      return;
    }
    List<Tensor> results = run(inputs, Runner.PLAIN);
    List<TensorType> types = new ArrayList<>();
    results.forEach(result -> types.add(TensorType.of(result.dtype(), result.shape())));
    CallCheck.requireOutputs(names, types, targets, inputs);
    for (int i = 0; i < results.size(); i++) {
      results.get(i).copyTo(targets.get(i));
    }
  }

  /// What the backend compiled.
  ///
  /// @return the optimised graph, every type concrete
  public Graph graph() {
    return graph;
  }

  /// What runs.
  ///
  /// @return the backend's plan
  public Executable executable() {
    return executable;
  }

  /// What the passes did to the concrete graph.
  ///
  /// @return one report for every pass
  public List<PassReport> passes() {
    return passes;
  }

  /// How many nodes are left to later plans.
  ///
  /// @return 0 where no shape depends on data
  public int deferred() {
    return continuation == null ? 0 : continuation.nodes();
  }

  /// The plan that follows, as it was last used.
  ///
  /// @return null where none follows or none was used yet
  public @Nullable Plan next() {
    Plans rest = continuation == null ? null : continuation.rest();
    List<Plan> kept = rest == null ? List.of() : rest.kept();
    return kept.isEmpty() ? null : kept.getFirst();
  }

  void close() {
    executable.close();
    if (continuation != null) {
      continuation.close();
    }
  }
}
