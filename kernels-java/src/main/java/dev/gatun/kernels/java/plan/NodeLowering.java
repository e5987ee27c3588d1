package dev.gatun.kernels.java.plan;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.java.plain.PlainKernel;
import dev.gatun.kernels.java.plain.PlainKernels;
import dev.gatun.op.Activate;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.CustomOp;
import dev.gatun.op.Flatten;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Identity;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Reshape;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decides for each node which lowering serves it: tiles on the blocked layout, strips on its rows,
/// or a plain kernel.
final class NodeLowering {
  private final Lowering lowering;
  private final ConvLowering conv;
  private final TransposedLowering transposed;
  private final GemmLowering gemm;
  private final PoolLowering pool;
  private final ElementwiseLowering elementwise;
  private final NormLowering norm;

  NodeLowering(Lowering lowering) {
    this.lowering = lowering;
    conv = new ConvLowering(lowering);
    transposed = new TransposedLowering(lowering);
    gemm = new GemmLowering(lowering);
    pool = new PoolLowering(lowering);
    elementwise = new ElementwiseLowering(lowering);
    norm = new NormLowering(lowering);
  }

  /// Adds the steps of a node.
  ///
  /// @return null, or why there are none
  @Nullable String lower(Node node) {
    Op op = node.op();
    if (lowering.layouts().isBlocked(node.output())) {
      lowerBlocked(node, op);
      return null;
    }
    return switch (op) {
      case Reshape ignored -> view(node);
      case Flatten ignored -> view(node);
      case Squeeze ignored -> view(node);
      case Unsqueeze ignored -> view(node);
      case Identity ignored -> view(node);
      case Gemm g when gemm.handles(node, g) -> {
        gemm.lower(node, g);
        yield null;
      }
      case MatMul m when gemm.handles(node) -> {
        gemm.lower(node, m);
        yield null;
      }
      case CustomOp custom when !custom.isRunnable() ->
          "no implementation is registered for this operator";
      default -> plain(node);
    };
  }

  private void lowerBlocked(Node node, Op op) {
    switch (op) {
      case Conv c -> conv.lower(node, c);
      case ConvTranspose c -> transposed.lower(node, c);
      case Pool p -> pool.lower(node, p);
      case GlobalPool p -> pool.lower(node, p);
      case BatchNorm b -> norm.lower(node, b);
      case InstanceNorm n -> norm.lower(node, n);
      case Lrn l -> norm.lower(node, l);
      case Activate a -> {
        if (!norm.hasLowered(node)) {
          elementwise.lower(node, a.function());
        }
      }
      case Unary u -> elementwise.lower(node, u.kind());
      case Binary b -> elementwise.lower(node, b);
      case Concat ignored -> concat(node);
      default ->
          throw new IllegalStateException(
              op.title() + " was laid out blocked but has no blocked lowering");
    }
  }

  /// The same memory under another shape.
  private @Nullable String view(Node node) {
    lowering.alias(node.output(), lowering.plain(node.input(0)));
    return null;
  }

  /// Copies those inputs that were not produced in place.
  private void concat(Node node) {
    BlockedPlace whole = lowering.blockedTarget(node.output());
    int channels = 0;
    for (String input : node.inputs()) {
      BlockedPlace from = lowering.blocked(input);
      BlockedPlace part =
          new BlockedPlace(whole.place(), whole.layout().channels(channels, from.layout().c()));
      if (!from.equals(part)) {
        elementwise.copy(node, from, part);
      }
      channels += from.layout().c();
    }
  }

  private @Nullable String plain(Node node) {
    int inputs = node.inputs().size();
    int outputs = node.outputs().size();
    @Nullable TensorType[] inTypes = new TensorType[inputs];
    @Nullable TensorType[] outTypes = new TensorType[outputs];
    for (int i = 0; i < inputs; i++) {
      inTypes[i] = node.hasInput(i) ? lowering.type(node.input(i)) : null;
    }
    for (int i = 0; i < outputs; i++) {
      outTypes[i] = node.hasOutput(i) ? lowering.type(node.outputs().get(i)) : null;
    }
    PlainKernel kernel =
        PlainKernels.plan(node.op(), Arrays.asList(inTypes), Arrays.asList(outTypes));
    if (kernel == null) {
      return "no kernel for inputs " + Arrays.asList(inTypes);
    }
    long scratch = kernel.scratchBytes();
    PlainStep.@Nullable Operand[] in = new PlainStep.Operand[inputs];
    PlainStep.@Nullable Operand[] out = new PlainStep.Operand[outputs + (scratch > 0 ? 1 : 0)];
    for (int i = 0; i < inputs; i++) {
      TensorType type = inTypes[i];
      if (type != null) {
        in[i] = new PlainStep.Operand(lowering.plain(node.input(i)), type);
      }
    }
    for (int i = 0; i < outputs; i++) {
      TensorType type = outTypes[i];
      if (type != null) {
        out[i] = new PlainStep.Operand(lowering.plainTarget(node.outputs().get(i)), type);
      }
    }
    if (scratch > 0) {
      TensorType type = TensorType.of(DType.UINT8, Shape.of(scratch));
      out[outputs] = new PlainStep.Operand(Place.of(lowering.allocate(scratch)), type);
    }
    lowering.add(
        new PlainStep(
            lowering.report(node, kernel.name()),
            lowering.steps().size(),
            kernel,
            in,
            out,
            lowering.threads()));
    return null;
  }
}
