package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.op.Binary;

/// Folds adding, subtracting, multiplying or dividing by a constant per channel into the operator
/// before it.
///
/// ```
/// x ─▶ Conv | ConvTranspose | Gemm ─▶ + − · / ─▶ y      =>   x ─▶ Conv' | ConvTranspose' | Gemm' ─▶ y
///                          c [C,1,1] ───┘
/// ```
///
/// See [AffineFold] for when and why it is correct; c holds one number, or one per channel.
final class FoldChannelArithmetic implements NodePass {
  @Override
  public String name() {
    return "fold-channel-arithmetic";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!(node.op() instanceof Binary op)) {
      return false;
    }
    for (int place = 0; place < 2; place++) {
      Tensor constant = edit.constant(node.input(place));
      AffineFold fold = constant == null ? null : AffineFold.of(node.input(1 - place), edit);
      if (constant != null && fold != null) {
        ChannelAffine map =
            ChannelAffine.of(op.kind(), constant, place == 0, fold.rank(), fold.channels());
        if (map != null && map.isFinite()) {
          fold.apply(node, map, op.activation(), edit);
          return true;
        }
      }
    }
    return false;
  }
}
