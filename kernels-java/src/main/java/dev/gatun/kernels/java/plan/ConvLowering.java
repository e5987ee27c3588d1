package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Convolutions: depthwise ones to depthwise tiles, all others to convolution tiles over a tap
/// table. Grouped ones give each weight panel the input channels of its own groups.
final class ConvLowering {
  private final Lowering lowering;

  ConvLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// The zero border a convolution wants around its input.
  static Halo halo(Conv conv, Shape input, Shape output) {
    Window window = conv.window();
    Spatial in = Spatial.of(input);
    Spatial out = Spatial.of(output);
    Spatial stride = Spatial.of(window.strides(), 1);
    Spatial pad = Spatial.of(window.padsBegin(), 0);
    Spatial span = span(window);
    return new Halo(
        Math.max(0, pad.d()),
        Math.max(0, (out.d() - 1) * stride.d() + span.d() - pad.d() - in.d()),
        Math.max(0, pad.h()),
        Math.max(0, (out.h() - 1) * stride.h() + span.h() - pad.h() - in.h()),
        Math.max(0, pad.w()),
        Math.max(0, (out.w() - 1) * stride.w() + span.w() - pad.w() - in.w()));
  }

  private static Spatial span(Window window) {
    Spatial kernel = Spatial.of(window.kernel(), 1);
    Spatial dilation = Spatial.of(window.dilations(), 1);
    return new Spatial(
        (kernel.d() - 1) * dilation.d() + 1,
        (kernel.h() - 1) * dilation.h() + 1,
        (kernel.w() - 1) * dilation.w() + 1);
  }

  void lower(Node node, Conv conv) {
    Shape input = lowering.shape(node.input(0));
    int inC = input.intDim(1);
    int outC = lowering.shape(node.output()).intDim(1);
    if (conv.groups() == inC && inC == outC && inC > 1) {
      new DepthwiseLowering(lowering).lower(node, conv);
    } else if (lowering.layouts().isPlanar(node, conv)) {
      lowerPlanar(node, conv, inC, outC);
    } else {
      ConvShape problem =
          ConvShape.of(
              conv,
              input,
              lowering.shape(node.output()),
              lowering.graph().constant(node.input(1)) != null);
      ConvAlgorithm algorithm =
          ConvAlgorithm.choose(lowering.convMode(), problem, lowering.threads());
      if (algorithm == ConvAlgorithm.DIRECT) {
        lowerBlocked(node, conv, inC, outC);
      } else {
        new WinogradLowering(lowering).lower(node, conv, problem, algorithm);
      }
    }
  }

  private void lowerBlocked(Node node, Conv conv, int inC, int outC) {
    Window window = conv.window();
    Spatial kernel = Spatial.of(window.kernel(), 1);
    Spatial stride = Spatial.of(window.strides(), 1);
    Spatial dilation = Spatial.of(window.dilations(), 1);
    Spatial pad = Spatial.of(window.padsBegin(), 0);
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace residual = node.hasInput(3) ? lowering.blocked(node.input(3)) : null;
    BlockedPlace y = lowering.blockedTarget(node.output());
    Blocked in = x.layout();
    WeightView view = view(conv.groups(), inC, outC, kernel);
    TileTable tiles =
        new TileTable(
            lowering.tiles(),
            new ConvTerms(stride.w() * Width.LANES, isFourfold(conv.groups(), inC), true),
            view.inPerGroup() * kernel.volume());
    boolean pointwise =
        kernel.volume() == 1 && stride.volume() == 1 && pad.equals(new Spatial(0, 0, 0));
    boolean flat =
        pointwise
            && in.isFlat()
            && y.layout().isFlat()
            && in.pixels() == y.layout().pixels()
            && (residual == null || residual.layout().isFlat());
    Spatial extents =
        flat
            ? new Spatial(1, 1, Math.toIntExact(in.pixels()))
            : new Spatial(y.layout().d(), y.layout().h(), y.layout().w());
    List<WeightPanel> panels = new ArrayList<>();
    int block = 0;
    long offset = 0;
    for (int blocks : panels(tiles, conv.groups(), outC, extents.w())) {
      int lastOut = Math.min(outC, (block + blocks) * Width.LANES) - 1;
      int from = block * Width.LANES / view.outPerGroup() * view.inPerGroup();
      int to = (lastOut / view.outPerGroup() + 1) * view.inPerGroup();
      WeightPanel panel =
          new WeightPanel(block, blocks, taps(in, kernel, dilation, from, to), offset);
      panels.add(panel);
      offset += panel.bytes();
      block += blocks;
    }
    Strided xs = Strided.of(x, new Spatial(-pad.d(), -pad.h(), -pad.w()), stride);
    int budget = ConvStep.budgetPixels((long) in.blocks() * xs.pixel());
    ConvPhase phase = new ConvPhase(0, 0, extents, panels, tiles, budget);
    add(
        node,
        conv.activation(),
        xs,
        y,
        residual,
        view,
        panels,
        phase,
        outC,
        flat ? "pointwise" : "direct");
  }

  private void lowerPlanar(Node node, Conv conv, int inC, int outC) {
    Window window = conv.window();
    Spatial kernel = Spatial.of(window.kernel(), 1);
    Spatial stride = Spatial.of(window.strides(), 1);
    Spatial dilation = Spatial.of(window.dilations(), 1);
    BlockedPlace residual = node.hasInput(3) ? lowering.blocked(node.input(3)) : null;
    BlockedPlace y = lowering.blockedTarget(node.output());
    Shape input = lowering.shape(node.input(0));
    Halo halo = halo(conv, input, lowering.shape(node.output()));
    PlanarStep.Layout padded = PlanarStep.Layout.of(input, halo);
    Place scratch = Place.of(lowering.allocate(padded.bytes()));
    lowering.add(
        new PlanarStep(
            lowering.aside(node, "padPlanar", 2 * lowering.bytes(node.input(0))),
            lowering.source(node.input(0)),
            scratch,
            padded));
    List<Tap> taps = new ArrayList<>();
    boolean rows = dilation.w() == 1;
    for (int c = 0; c < inC; c++) {
      for (int kd = 0; kd < kernel.d(); kd++) {
        for (int kh = 0; kh < kernel.h(); kh++) {
          for (int kw = 0; kw < kernel.w(); kw += rows ? kernel.w() : 1) {
            long displacement =
                c * padded.channel()
                    + (long) kd * dilation.d() * padded.plane()
                    + (long) kh * dilation.h() * padded.row()
                    + 4L * kw * dilation.w();
            taps.add(
                new Tap(Math.toIntExact(displacement), rows ? kernel.w() : 1, c, kd, kh, kw, true));
          }
        }
      }
    }
    TileTable tiles =
        new TileTable(
            lowering.tiles(), new ConvTerms(stride.w(), false, true), inC * kernel.volume());
    WeightView view = view(1, inC, outC, kernel);
    Spatial extents = new Spatial(y.layout().d(), y.layout().h(), y.layout().w());
    List<WeightPanel> panels = new ArrayList<>();
    int block = 0;
    long offset = 0;
    for (int blocks : panels(tiles, 1, outC, extents.w())) {
      panels.add(new WeightPanel(block, blocks, taps, offset));
      offset += panels.getLast().bytes();
      block += blocks;
    }
    // negative pads crop: the first pixel then lies inside the copied planes
    Spatial pad = Spatial.of(window.padsBegin(), 0);
    long first =
        Math.max(0, -pad.d()) * padded.plane()
            + Math.max(0, -pad.h()) * padded.row()
            + 4L * Math.max(0, -pad.w());
    Strided xs =
        new Strided(
            scratch,
            first,
            padded.channel() * inC,
            padded.plane() * stride.d(),
            padded.row() * stride.h(),
            4L * stride.w(),
            padded.channel());
    ConvPhase phase =
        new ConvPhase(
            0,
            0,
            extents,
            panels,
            tiles,
            ConvStep.budgetPixels(4L * inC * stride.w() * kernel.h()));
    add(node, conv.activation(), xs, y, residual, view, panels, phase, outC, "planar");
  }

  private void add(
      Node node,
      Activation activation,
      Strided x,
      BlockedPlace y,
      @Nullable BlockedPlace residual,
      WeightView view,
      List<WeightPanel> panels,
      ConvPhase phase,
      int outC,
      String algorithm) {
    Place weights = weights(node, view, panels);
    Place bias = lowering.paddedVector(node.hasInput(2) ? node.input(2) : null, outC, 1);
    ConvStep.Operands operands =
        new ConvStep.Operands(
            x, Strided.of(y), residual == null ? null : Strided.of(residual), weights, 0, bias, y);
    String kernel = phase.panels[0].tile().name() + " " + algorithm;
    lowering.add(
        new ConvStep(
            lowering.report(node, kernel),
            operands,
            List.of(phase),
            y.layout().n(),
            lowering.threads(),
            activation,
            lowering.strips()));
  }

  /// The packed weights: at once for constants, by a step otherwise.
  Place weights(Node node, WeightView view, List<WeightPanel> panels) {
    String name = node.input(1);
    Tensor constant = lowering.graph().constant(name);
    if (constant != null) {
      return Place.of(Buffer.constant(lowering.constants().panels(constant, view, panels)));
    }
    WeightPanel last = panels.getLast();
    Place place = Place.of(lowering.allocate(last.offset() + last.bytes()));
    lowering.add(
        new PackStep(
            lowering.aside(node, "packWeights", 2 * lowering.bytes(name)),
            lowering.plain(name),
            view,
            panels,
            place,
            1,
            0,
            0));
    return place;
  }

  /// Output blocks of each panel. A panel never mixes large groups; blocks that hold several small
  /// groups stand alone.
  ///
  /// @param tiles the tiles
  /// @param groups groups
  /// @param outC output channels of all groups
  /// @param width output pixels of a row
  static List<Integer> panels(TileTable tiles, int groups, int outC, int width) {
    int perGroup = outC / groups;
    if (groups == 1) {
      return tiles.panels(Math.ceilDiv(outC, Width.LANES), width);
    }
    if (perGroup % Width.LANES != 0) {
      return Collections.nCopies(Math.ceilDiv(outC, Width.LANES), 1);
    }
    List<Integer> all = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      all.addAll(tiles.panels(perGroup / Width.LANES, width));
    }
    return all;
  }

  /// Whether all taps of a convolution over blocked channels have counts that are multiples of
  /// four.
  static boolean isFourfold(int groups, int inC) {
    return inC / groups % ConvTile.ROUND == 0;
  }

  /// Taps over input channels `from` to `to`: a few channels after the other, so that their nine
  /// taps meet them in the L1 cache.
  private static List<Tap> taps(Blocked in, Spatial kernel, Spatial dilation, int from, int to) {
    List<Tap> taps = new ArrayList<>();
    for (List<ChannelRun> group : ChannelRun.groups(in, from, to)) {
      for (int kd = 0; kd < kernel.d(); kd++) {
        for (int kh = 0; kh < kernel.h(); kh++) {
          for (int kw = 0; kw < kernel.w(); kw++) {
            long displacement =
                (long) kd * dilation.d() * in.plane()
                    + (long) kh * dilation.h() * in.row()
                    + (long) kw * dilation.w() * Width.BLOCK_BYTES;
            for (ChannelRun run : group) {
              taps.add(Tap.of(run, displacement, kd, kh, kw));
            }
          }
        }
      }
    }
    return taps;
  }

  private static WeightView view(int groups, int inC, int outC, Spatial kernel) {
    int inPerGroup = inC / groups;
    long plane = (long) kernel.h() * kernel.w();
    return new WeightView(
        inPerGroup * kernel.volume(),
        kernel.volume(),
        plane,
        kernel.w(),
        1,
        outC,
        outC / groups,
        inPerGroup,
        false,
        1);
  }
}
