package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets an operator apply the activation behind it while the result is still in registers.
///
/// ```
/// x ─▶ Conv | ConvTranspose | Gemm | MatMul | Binary ─▶ Activate ─▶ y      =>   x ─▶ Conv+Activation ─▶ y
/// ```
///
/// Correct where nothing else reads the value between and the operator has no activation yet.
final class FuseActivation implements NodePass {
  @Override
  public String name() {
    return "fuse-activation";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!(node.op() instanceof Activate activate) || !edit.isReadOnce(node.input(0))) {
      return false;
    }
    Node before = edit.producer(node.input(0));
    Op fused = before == null ? null : fused(before.op(), activate.function());
    if (before == null || fused == null) {
      return false;
    }
    edit.replace(node, new Node(before.name(), fused, before.inputs(), List.of(node.output())));
    return true;
  }

  private static @Nullable Op fused(Op op, Activation activation) {
    if (op instanceof Conv conv && conv.activation().isNone()) {
      return conv.withActivation(activation);
    }
    if (op instanceof ConvTranspose conv && conv.activation().isNone()) {
      return conv.withActivation(activation);
    }
    if (op instanceof Gemm gemm && gemm.activation().isNone()) {
      return new Gemm(gemm.alpha(), gemm.beta(), gemm.transA(), gemm.transB(), activation);
    }
    if (op instanceof MatMul matMul && matMul.activation().isNone()) {
      return new MatMul(activation);
    }
    if (op instanceof Binary binary && binary.activation().isNone()) {
      return new Binary(binary.kind(), activation);
    }
    return null;
  }
}
