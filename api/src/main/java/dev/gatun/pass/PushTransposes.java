package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves transposes to channels-last towards the results of the graph, until they meet their
/// inverse.
///
/// ```
/// a ─▶ Transpose 0,2,3,1 ─▶ op ─▶ y      =>   a ─▶ op′ ─▶ Transpose 0,2,3,1 ─▶ y
/// b ─▶ Transpose 0,2,3,1 ───┘                 b ───┘
/// ```
///
/// Exporters from channels-last frameworks put such a pair around every convolution. Only the half
/// that leaves `[N, C, …]` moves: the graph's semantics are channels-first, so what it passes ends
/// up where every backend wants it, and the half that enters meets it there. Correct for the
/// operators that [PermutedAxes] knows when every operand is transposed in the same way or
/// constant. Fires only where a transpose goes for the one that comes.
final class PushTransposes implements NodePass {
  @Override
  public String name() {
    return "push-transposes";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Permutation order = movableOrder(node, edit);
    PermutedAxes permuted = order == null ? null : PermutedAxes.of(node.op(), order);
    if (order == null || permuted == null || node.outputs().size() != 1) {
      return false;
    }
    List<String> inputs = inputs(node, order, permuted.operands(), edit);
    if (inputs == null) {
      return false;
    }
    String result = node.output();
    String inner = edit.freshName(result + ".channels-first");
    edit.setType(inner, permuted.order().inverse().apply(edit.type(result)));
    edit.replace(
        node,
        new Node(node.name(), permuted.op(), inputs, List.of(inner)),
        new Node("", new Transpose(permuted.order().axes()), List.of(inner), List.of(result)));
    return true;
  }

  /// The order of a transpose that nobody but this node reads, or null.
  private static @Nullable Permutation movableOrder(Node node, GraphEditor edit) {
    for (String input : node.inputs()) {
      Permutation order = Permutation.of(edit.producer(input), edit);
      if (order != null
          && order.isChannelsLast()
          && !edit.isOutput(input)
          && edit.readers(input).stream().allMatch(node::equals)) {
        return order;
      }
    }
    return null;
  }

  /// The operands before they were transposed; constants are transposed back.
  private static @Nullable List<String> inputs(
      Node node, Permutation order, int operands, GraphEditor edit) {
    List<String> inputs = new ArrayList<>();
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      String input = node.input(i);
      Node before = edit.producer(input);
      Tensor constant = edit.constant(input);
      moved.add(null);
      if (operands >= 0 && i >= operands) {
        inputs.add(input);
      } else if (before != null && order.equals(Permutation.of(before, edit))) {
        inputs.add(before.input(0));
      } else if (constant != null && constant.shape().rank() <= order.rank()) {
        inputs.add(input);
        moved.set(i, constant.shape().size() == 1 ? null : order.inverse().apply(constant));
      } else {
        return null;
      }
    }
    for (int i = 0; i < moved.size(); i++) {
      Tensor constant = moved.get(i);
      if (constant != null) {
        inputs.set(i, edit.addConstant(inputs.get(i) + ".channels-first", constant));
      }
    }
    return inputs;
  }
}
