package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;

/// Folds batch normalisation into the operator before it.
///
/// ```
/// x ─▶ Conv | ConvTranspose | Gemm ─▶ BatchNorm ─▶ y      =>   x ─▶ Conv' | ConvTranspose' | Gemm' ─▶ y
/// ```
///
/// See [AffineFold] for when and why it is correct; the four statistics must be constants.
final class FoldBatchNorm implements NodePass {
  @Override
  public String name() {
    return "fold-batch-norm";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!(node.op() instanceof BatchNorm op)) {
      return false;
    }
    AffineFold fold = AffineFold.of(node.input(0), edit);
    if (fold == null) {
      return false;
    }
    ChannelAffine map = ChannelAffine.of(node, op, fold.channels(), edit);
    if (map == null || !map.isFinite()) {
      return false;
    }
    fold.apply(node, map, Activation.NONE, edit);
    return true;
  }
}
