package dev.gatun.conformance.reference;

import dev.gatun.BackendException;
import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks the graph node by node, every value in a tensor of its own.
final class ReferenceExecutable implements Executable {
  private final Graph graph;
  private final PlanReport report;

  ReferenceExecutable(Graph graph, PlanReport report) {
    this.graph = graph;
    this.report = report;
  }

  @Override
  public void run(List<Tensor> inputs, List<Tensor> outputs) {
    profile(inputs, outputs, new long[report.steps().size() + 1]);
  }

  @Override
  public boolean profile(List<Tensor> inputs, List<Tensor> outputs, long[] ticks) {
    requireCount("inputs", inputs.size(), graph.inputs().size());
    requireCount("outputs", outputs.size(), graph.outputs().size());
    Map<String, Tensor> values = new HashMap<>(graph.constants());
    for (int i = 0; i < inputs.size(); i++) {
      values.put(graph.inputs().get(i), inputs.get(i));
    }
    int step = 0;
    ticks[step] = System.nanoTime();
    for (Node node : graph.nodes()) {
      List<@Nullable Tensor> read = new ArrayList<>();
      for (String input : node.inputs()) {
        read.add(values.get(input));
      }
      List<@Nullable Tensor> written = new ArrayList<>();
      for (String output : node.outputs()) {
        written.add(output.equals(Node.ABSENT) ? null : define(values, output));
      }
      Reference.run(node.op(), read, written);
      ticks[++step] = System.nanoTime();
    }
    for (int i = 0; i < outputs.size(); i++) {
      value(values, graph.outputs().get(i)).copyTo(outputs.get(i));
    }
    return true;
  }

  private Tensor define(Map<String, Tensor> values, String name) {
    TensorType type = graph.type(name);
    if (type == null) {
      throw new BackendException("reference: value '" + name + "' has no type");
    }
    Tensor tensor = Tensor.allocate(type.dtype(), type.shape());
    values.put(name, tensor);
    return tensor;
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    Tensor tensor = values.get(name);
    if (tensor == null) {
      throw new BackendException("reference: value '" + name + "' is not defined");
    }
    return tensor;
  }

  private static void requireCount(String what, int got, int required) {
    if (got != required) {
      throw new InvalidInputException(
          "reference: got " + got + " " + what + ", required " + required);
    }
  }

  @Override
  public PlanReport report() {
    return report;
  }

  @Override
  public void close() {}
}
