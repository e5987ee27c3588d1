package dev.gatun.infer;

import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.op.ControlFlow;
import dev.gatun.op.If;
import dev.gatun.op.Loop;
import dev.gatun.op.Scan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of the [ControlFlow] operators' results, as far as they can be known before a run: the
/// element types. Shapes may differ from branch to branch and from round to round.
final class ControlFlowRules {
  private ControlFlowRules() {}

  static List<@Nullable TensorType> types(ControlFlow op, Operands in) {
    int outputs = in.node().outputs().size();
    return switch (op) {
      case If o -> types(o.thenBranch(), 0, outputs);
      case Loop o -> types(o.body(), 1, outputs); // the condition goes first
      case Scan o -> types(o.body(), 0, outputs);
    };
  }

  private static List<@Nullable TensorType> types(Graph body, int from, int count) {
    List<@Nullable TensorType> types = new ArrayList<>();
    for (String output : body.outputs().subList(from, from + count)) {
      TensorType type = body.type(output);
      types.add(type == null ? null : new TensorType(type.dtype(), null));
    }
    return types;
  }
}
