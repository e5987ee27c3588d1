package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.Conv;
import dev.gatun.op.Window;

/// Convolutions over one to three axes, grouped or not.
final class ConvLowering implements NodeLowering {
  private final Lowering lowering;
  private final DepthwiseLowering depthwise;
  private final WinogradLowering winograd;

  ConvLowering(Lowering lowering) {
    this.lowering = lowering;
    depthwise = new DepthwiseLowering(lowering);
    winograd = new WinogradLowering(lowering);
  }

  @Override
  public boolean handles(Node node) {
    return ChannelsLast.fits(lowering.shape(node.output()));
  }

  @Override
  public void lower(Node node) {
    Conv conv = (Conv) node.op();
    if (DepthwiseLowering.suits(conv, lowering.shape(node.input(1)), lowering.shaping())) {
      depthwise.lower(node);
    } else if (winograd.serves(node, conv)) {
      winograd.lower(node, conv);
    } else {
      lowerDirect(node, conv);
    }
  }

  private void lowerDirect(Node node, Conv conv) {
    Window window = conv.window();
    String weights = node.input(1);
    Shape w = lowering.shape(weights);
    ChannelsLast in = lowering.channelsLast(node.input(0));
    ChannelsLast residual = node.hasInput(3) ? lowering.channelsLast(node.input(3)) : null;
    ChannelsLast out = lowering.channelsLastTarget(node.output());
    ConvLaunch.Side x = ConvLaunch.Side.of(in, conv.groups());
    ConvLaunch.Side y = ConvLaunch.Side.of(out, conv.groups());
    int[] kernel = Axes.three(window.kernel(), 1);
    ConvLaunch.Taps taps =
        new ConvLaunch.Taps(
            kernel,
            new int[3],
            new int[] {1, 1, 1},
            Axes.three(window.strides(), 1),
            Axes.three(window.dilations(), 1),
            Axes.three(window.padsBegin(), 0));
    ConvLaunch launch =
        new ConvLaunch(
            lowering, conv.groups(), x, y, taps, ConvLaunch.Grid.all(out.n(), y.extents()));
    int volume = taps.volume();
    int perOutput = Math.toIntExact(w.dim(1)) * volume;
    Block packed =
        launch.weights(
            weights,
            "conv " + conv.groups(),
            new ConvLaunch.View(kernel, y.channels() * perOutput, perOutput, volume, 1, 1));
    launch.launch(
        lowering.report(node, launch.name()),
        packed,
        lowering.vectorOrZeros(node.hasInput(2) ? node.input(2) : null, out.c()),
        y.channels(),
        residual == null ? null : ConvLaunch.Side.of(residual, conv.groups()),
        conv.activation());
  }
}
