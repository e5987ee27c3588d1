package dev.gatun.kernels.java.plan;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Lrn;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Normalisations of blocked values: with one scale and shift per channel, and across channels.
final class NormLowering {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Lowering lowering;

  /// Results of activations that the step of the normalisation before them computes.
  private final Set<String> clamped = new HashSet<>();

  NormLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Batch normalisation that could not be folded into a convolution: x·scale′ + shift′, both
  /// worked out beforehand in double. A clamp that alone reads the result is applied in the same
  /// pass.
  void lower(Node node, BatchNorm norm) {
    BlockedPlace x = lowering.blocked(node.input(0));
    Node clamp = clampBehind(node);
    Activation activation =
        clamp != null && clamp.op() instanceof Activate a ? a.function() : Activation.NONE;
    if (clamp != null) {
      clamped.add(clamp.output());
    }
    BlockedPlace y = lowering.blockedTarget(clamp == null ? node.output() : clamp.output());
    Tensor scale = constant(node, 1);
    Tensor shift = constant(node, 2);
    Tensor mean = constant(node, 3);
    Tensor variance = constant(node, 4);
    long half = (long) x.layout().blocks() * Width.BLOCK_BYTES;
    MemorySegment factors = lowering.constants().allocate(2 * half);
    for (int c = 0; c < x.layout().c(); c++) {
      double factor = scale.getDouble(c) / Math.sqrt(variance.getDouble(c) + norm.epsilon());
      factors.set(F32, 4L * c, (float) factor);
      factors.set(F32, half + 4L * c, (float) (shift.getDouble(c) - mean.getDouble(c) * factor));
    }
    Strips strips = lowering.strips();
    float low = ConvStep.clampLow(activation);
    float high = ConvStep.clampHigh(activation);
    RowStep.Kernel kernel =
        (a, ao, b, bo, to, yo, n) ->
            strips.scaleShift(a, ao, b, bo, b, bo + half, low, high, to, yo, n);
    String name = "strip scaleShift" + (activation.isNone() ? "" : "+" + activation.kind());
    lowering.add(
        new RowStep(
            lowering.report(node, name),
            kernel,
            RowStep.Source.rows(x),
            RowStep.Source.channels(Place.of(Buffer.constant(factors))),
            y));
  }

  /// Whether the normalisation before an activation has computed it, too.
  boolean hasLowered(Node activation) {
    return clamped.contains(activation.output());
  }

  /// The one node that reads a node's result, where it is a clamp.
  private @Nullable Node clampBehind(Node node) {
    String value = node.output();
    List<Node> readers =
        lowering.graph().nodes().stream().filter(n -> n.inputs().contains(value)).toList();
    return readers.size() == 1
            && !lowering.graph().outputs().contains(value)
            && readers.getFirst().op() instanceof Activate activate
            && ConvStep.isClamp(activate.function())
        ? readers.getFirst()
        : null;
  }

  void lower(Node node, InstanceNorm norm) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace y = lowering.blockedTarget(node.output());
    Place scratch =
        Place.of(
            lowering.allocate(
                (long) InstanceNormStep.VECTORS
                    * Width.BLOCK_BYTES
                    * x.layout().n()
                    * x.layout().blocks()));
    lowering.add(
        new InstanceNormStep(
            lowering.report(node, "instanceNorm"),
            x,
            lowering.paddedVector(node.input(1), x.layout().c(), 1),
            lowering.paddedVector(node.input(2), x.layout().c(), 1),
            norm.epsilon(),
            y,
            scratch,
            lowering.strips()));
  }

  void lower(Node node, Lrn norm) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace y = lowering.blockedTarget(node.output());
    lowering.add(LocalResponseStep.of(lowering, node, norm, x, y));
  }

  private Tensor constant(Node node, int i) {
    Tensor constant = lowering.graph().constant(node.input(i));
    if (constant == null) {
      throw new IllegalStateException(
          "node '" + node.label() + "': input " + i + " was taken for a constant");
    }
    return constant;
  }
}
