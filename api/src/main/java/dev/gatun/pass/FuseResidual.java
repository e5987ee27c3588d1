package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets a convolution add the shortcut of a residual block (He et al. 2016) to its result.
///
/// ```
/// x ─▶ Conv ─▶ + ─▶ y      =>   x ─▶ Conv(residual r) ─▶ y
/// r ───────────┘                r ─────┘
/// ```
///
/// Correct where nothing but the sum reads the convolution's result, both operands certainly have
/// the shape of the sum, and the convolution has neither activation nor residual yet. The fused
/// node stands at the sum's place, where r is defined whichever was computed first; of two
/// convolutions the later one takes the sum. The sum's own activation goes along.
final class FuseResidual implements NodePass {
  @Override
  public String name() {
    return "fuse-residual";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!(node.op() instanceof Binary sum)
        || sum.kind() != Binary.Kind.ADD
        || !Types.sameDims(edit.type(node.input(0)), edit.type(node.input(1)))) {
      return false;
    }
    Node first = openConv(node.input(0), edit);
    Node second = openConv(node.input(1), edit);
    if (first == null && second == null) {
      return false;
    }
    boolean takeSecond = first == null || (second != null && edit.isBefore(first, second));
    Node conv = takeSecond ? second : first;
    String residual = node.input(takeSecond ? 0 : 1);
    if (conv == null || !(conv.op() instanceof Conv op)) {
      return false;
    }
    List<String> inputs = List.of(conv.input(0), conv.input(1), conv.input(2), residual);
    edit.replace(
        node,
        new Node(conv.name(), op.withActivation(sum.activation()), inputs, List.of(node.output())));
    return true;
  }

  private static @Nullable Node openConv(String value, GraphEditor edit) {
    Node node = edit.producer(value);
    return node != null
            && node.op() instanceof Conv conv
            && conv.activation().isNone()
            && !node.hasInput(3)
            && edit.isReadOnce(value)
        ? node
        : null;
  }
}
