package dev.gatun.kernels.java.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;

/// Depthwise convolutions (as many groups as input and output channels) on depthwise tiles: one
/// channel block at a time, each lane with weights of its own.
final class DepthwiseLowering {
  private final Lowering lowering;

  DepthwiseLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  void lower(Node node, Conv conv) {
    Window window = conv.window();
    Spatial kernel = Spatial.of(window.kernel(), 1);
    Spatial stride = Spatial.of(window.strides(), 1);
    Spatial dilation = Spatial.of(window.dilations(), 1);
    Spatial pad = Spatial.of(window.padsBegin(), 0);
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace residual = node.hasInput(3) ? lowering.blocked(node.input(3)) : null;
    BlockedPlace y = lowering.blockedTarget(node.output());
    Blocked in = x.layout();
    int taps = Math.toIntExact(kernel.volume());
    int pixelStride = stride.w() * Width.LANES;
    boolean wholeRows =
        dilation.w() == 1 && !lowering.tiles().depthwise(kernel.w(), pixelStride).isEmpty();
    int columns = wholeRows ? kernel.w() : 1;
    int[] table = new int[taps / columns];
    List<Tap> positions = new ArrayList<>();
    for (int t = 0; t < taps; t++) {
      int kw = t % kernel.w();
      int kh = t / kernel.w() % kernel.h();
      int kd = t / kernel.w() / kernel.h();
      int displacement =
          Math.toIntExact(
              (long) kd * dilation.d() * in.plane()
                  + (long) kh * dilation.h() * in.row()
                  + (long) kw * dilation.w() * Width.BLOCK_BYTES);
      positions.add(new Tap(displacement, 1, 0, kd, kh, kw, false));
      if (t % columns == 0) {
        table[t / columns] = displacement;
      }
    }
    // one panel per channel block; a lane's input channel is its own, which a view of one input
    // channel stands for
    List<WeightPanel> panels = new ArrayList<>();
    for (int block = 0; block < in.blocks(); block++) {
      panels.add(new WeightPanel(block, 1, positions, (long) block * taps * Width.BLOCK_BYTES));
    }
    WeightView view =
        new WeightView(
            taps, 0, (long) kernel.h() * kernel.w(), kernel.w(), 1, in.c(), in.c(), 1, false, 1);
    Place weights = new ConvLowering(lowering).weights(node, view, panels);
    Place bias = lowering.paddedVector(node.hasInput(2) ? node.input(2) : null, in.c(), 1);
    Strided xs = Strided.of(x, new Spatial(-pad.d(), -pad.h(), -pad.w()), stride);
    lowering.add(
        DepthwiseStep.of(
            lowering,
            node,
            xs,
            pixelStride,
            y,
            columns,
            table,
            weights,
            bias,
            residual == null ? conv.activation() : Activation.NONE));
    if (residual != null) {
      new ElementwiseLowering(lowering)
          .combineInPlace(node, new Binary(Binary.Kind.ADD, conv.activation()), y, residual);
    }
  }
}
