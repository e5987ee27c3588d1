package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PassReport;
import java.util.ArrayList;
import java.util.List;

/// One compiled plan of a session. Who uses it and when it goes is [Plans]' business.
public final class Plan {
  private final Signature signature;
  private final Graph graph;
  private final Executable executable;
  private final List<PassReport> passes;
  private final List<TensorType> outputs = new ArrayList<>();
  int users;
  boolean retired;

  Plan(Signature signature, Graph graph, Executable executable, List<PassReport> passes) {
    this.signature = signature;
    this.graph = graph;
    this.executable = executable;
    this.passes = List.copyOf(passes);
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

  /// The types of the results.
  ///
  /// @return one concrete type per graph output, in order
  public List<TensorType> outputs() {
    return outputs;
  }
}
