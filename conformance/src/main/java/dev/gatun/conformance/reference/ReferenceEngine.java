package dev.gatun.conformance.reference;

import dev.gatun.BackendException;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.ControlFlow;
import dev.gatun.op.CustomOp;
import dev.gatun.op.Op;
import dev.gatun.op.Selection;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compiles nothing; checks that a graph can be walked.
final class ReferenceEngine implements Engine {
  private final Limits limits;

  ReferenceEngine(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String description() {
    return "reference: naive loops in double, one thread";
  }

  @Override
  public boolean supports(Op op) {
    return !(op instanceof Selection || op instanceof ControlFlow)
        && (!(op instanceof CustomOp custom) || custom.isRunnable());
  }

  @Override
  public Executable compile(Graph graph) {
    graph.types().forEach((value, type) -> requireCountable(graph, value, type));
    List<UnsupportedOperatorException.Use> unsupported = new ArrayList<>();
    List<PlanReport.StepReport> steps = new ArrayList<>();
    long activationBytes = 0;
    for (Node node : graph.nodes()) {
      if (!supports(node.op())) {
        unsupported.add(
            new UnsupportedOperatorException.Use(
                node.op().title(), node.label(), "custom operator"));
        continue;
      }
      for (String output : node.outputs()) {
        if (!output.equals(Node.ABSENT)) {
          TensorType type = concrete(graph, output);
          activationBytes =
              Math.addExact(activationBytes, Tensor.byteSize(type.dtype(), type.shape()));
        }
      }
      steps.add(
          PlanReport.StepReport.of(graph, node, "reference")
              .withConstantBytes(constantBytes(graph, node)));
    }
    if (!unsupported.isEmpty()) {
      throw new UnsupportedOperatorException(
          "graph '" + graph.name() + "' on the reference", unsupported);
    }
    if (activationBytes > limits.activationBytes()) {
      throw new LimitExceededException(
          "graph '"
              + graph.name()
              + "': got "
              + activationBytes
              + " bytes of activations, at most "
              + limits.activationBytes()
              + " are allowed");
    }
    long weightBytes =
        graph.constants().values().stream().mapToLong(t -> t.data().byteSize()).sum();
    return new ReferenceExecutable(
        graph, new PlanReport(List.copyOf(steps), activationBytes, weightBytes));
  }

  private static long constantBytes(Graph graph, Node node) {
    long sum = 0;
    for (String input : Set.copyOf(node.inputs())) {
      Tensor constant = graph.constant(input);
      sum += constant == null ? 0 : constant.data().byteSize();
    }
    return sum;
  }

  /// The loops count extents and products of some of them in ints. Limits on elements do not see an
  /// extent of 2⁴⁰ beside one of 0.
  private static void requireCountable(Graph graph, String value, TensorType type) {
    if (!type.isConcrete()) {
      return;
    }
    Shape shape = type.shape();
    long product = 1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      long extent = Math.max(1, shape.dim(axis));
      if (extent > Integer.MAX_VALUE / product) {
        throw new LimitExceededException(
            "compile for backend reference, graph '"
                + graph.name()
                + "': value '"
                + value
                + "' has type "
                + type
                + ", required a product of the extents that are not 0 below 2^31");
      }
      product *= extent;
    }
  }

  private static TensorType concrete(Graph graph, String value) {
    TensorType type = graph.type(value);
    if (type == null || !type.isConcrete()) {
      throw new BackendException(
          "graph '"
              + graph.name()
              + "': value '"
              + value
              + "' has type "
              + type
              + ", required a concrete one");
    }
    return type;
  }

  @Override
  public void close() {}
}
