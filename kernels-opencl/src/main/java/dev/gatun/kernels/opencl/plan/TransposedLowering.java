package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/// Transposed convolutions: one convolution per phase of the output, so that no product with a zero
/// between inputs is computed.
///
/// On an axis with stride s, output s·q + r reads taps k with s | r + pad − k·dilation. These are
/// every s/gcd(s, dilation)-th from a first one on; their inputs go backwards.
final class TransposedLowering implements NodeLowering {
  private final Lowering lowering;

  TransposedLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    return ChannelsLast.fits(lowering.shape(node.output()));
  }

  /// What a phase is on one axis.
  ///
  /// @param count taps
  /// @param first of them
  /// @param step from one to the next
  /// @param dilation inputs from tap to tap
  /// @param pad inputs before the first
  /// @param outputs how many
  private record Phase(int count, int first, int step, int dilation, int pad, int outputs) {
    static Phase of(int remainder, int stride, int kernel, int dilation, int pad, int extent) {
      int first = 0;
      while (first < kernel && (remainder + pad - first * dilation) % stride != 0) {
        first++;
      }
      int step = stride / gcd(stride, dilation);
      int count = first >= kernel ? 0 : Math.ceilDiv(kernel - first, step);
      return new Phase(
          count,
          first,
          step,
          -(step * dilation / stride),
          count == 0 ? 0 : -((remainder + pad - first * dilation) / stride),
          Math.ceilDiv(extent - remainder, stride));
    }

    private static int gcd(int a, int b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }

  @Override
  public void lower(Node node) {
    ConvTranspose conv = (ConvTranspose) node.op();
    Window window = conv.window();
    ChannelsLast in = lowering.channelsLast(node.input(0));
    ChannelsLast out = lowering.channelsLastTarget(node.output());
    int[] stride = Axes.three(window.strides(), 1);
    int[] kernel = Axes.three(window.kernel(), 1);
    int[] dilation = Axes.three(window.dilations(), 1);
    int[] pad = Axes.three(window.padsBegin(), 0);
    int[] extents = {out.d(), out.h(), out.w()};
    for (int d = 0; d < Math.min(stride[0], extents[0]); d++) {
      for (int h = 0; h < Math.min(stride[1], extents[1]); h++) {
        for (int w = 0; w < Math.min(stride[2], extents[2]); w++) {
          int[] base = {d, h, w};
          Phase[] phases = new Phase[3];
          for (int i = 0; i < 3; i++) {
            phases[i] = Phase.of(base[i], stride[i], kernel[i], dilation[i], pad[i], extents[i]);
          }
          lower(node, conv, in, out, new Geometry(kernel, stride, base, phases));
        }
      }
    }
  }

  /// The one that counts the node's work.
  private static boolean isFirst(int[] base) {
    return base[0] == 0 && base[1] == 0 && base[2] == 0;
  }

  private record Geometry(int[] kernel, int[] stride, int[] base, Phase[] phases) {
    int[] each(ToIntFunction<Phase> what) {
      return Arrays.stream(phases).mapToInt(what).toArray();
    }
  }

  private void lower(
      Node node, ConvTranspose conv, ChannelsLast in, ChannelsLast out, Geometry at) {
    int groups = conv.groups();
    ConvLaunch.Side x = ConvLaunch.Side.of(in, groups);
    ConvLaunch.Side y = ConvLaunch.Side.of(out, groups);
    ConvLaunch.Taps taps =
        new ConvLaunch.Taps(
            at.each(Phase::count),
            at.each(Phase::first),
            at.each(Phase::step),
            new int[] {1, 1, 1},
            at.each(Phase::dilation),
            at.each(Phase::pad));
    ConvLaunch launch =
        new ConvLaunch(
            lowering,
            groups,
            x,
            y,
            taps,
            new ConvLaunch.Grid(out.n(), at.each(Phase::outputs), at.stride, at.base));
    String weights = node.input(1);
    Shape w = lowering.shape(weights);
    int volume = at.kernel[0] * at.kernel[1] * at.kernel[2];
    int perInput = Math.toIntExact(w.dim(1)) * volume;
    Block packed =
        taps.volume() == 0
            ? lowering.zeros(1) // no tap reaches these outputs: bias alone
            : launch.weights(
                weights,
                "transposed "
                    + groups
                    + Arrays.toString(taps.first())
                    + Arrays.toString(taps.step()),
                new ConvLaunch.View(at.kernel, x.channels() * perInput, volume, perInput, 1, 1));
    launch.launch(
        isFirst(at.base)
            ? lowering.report(node, launch.name() + " phase")
            : lowering.aside(node, launch.name() + " phase"),
        packed,
        lowering.vectorOrZeros(node.hasInput(2) ? node.input(2) : null, out.c()),
        y.channels(),
        null,
        conv.activation());
  }
}
