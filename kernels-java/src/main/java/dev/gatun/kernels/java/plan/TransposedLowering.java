package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;

/// Transposed convolutions: outputs with one residue modulo the strides form a dense grid, a
/// convolution of stride 1 over those taps that reach them. So every residue is a phase of one
/// [ConvStep], and no product with a stuffed zero is computed.
///
/// On one axis, output o = r + s·j gets input i through tap k where i·s = o + pad − k·dilation, so
/// tap k belongs to residue r when s divides r + pad − k·dilation, and then i = j + q with q = (r +
/// pad − k·dilation) / s.
final class TransposedLowering {
  private final Lowering lowering;

  TransposedLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// A tap on one axis that reaches a residue.
  ///
  /// @param k kernel position
  /// @param shift input position minus output position within the residue
  private record Reach(int k, int shift) {}

  /// What one residue of one axis needs.
  ///
  /// @param residue first output position
  /// @param count outputs
  /// @param reaches taps
  private record Residue(int residue, int count, List<Reach> reaches) {}

  private static List<Residue> residues(int kernel, int stride, int dilation, int pad, int out) {
    List<Residue> residues = new ArrayList<>();
    for (int r = 0; r < Math.min(stride, out); r++) {
      List<Reach> reaches = new ArrayList<>();
      for (int k = 0; k < kernel; k++) {
        int numerator = r + pad - k * dilation;
        if (Math.floorMod(numerator, stride) == 0) {
          reaches.add(new Reach(k, Math.floorDiv(numerator, stride)));
        }
      }
      residues.add(new Residue(r, Math.ceilDiv(out - r, stride), reaches));
    }
    return residues;
  }

  /// The residues of the three axes.
  private record Axes(List<Residue> d, List<Residue> h, List<Residue> w) {
    static Axes of(ConvTranspose conv, Shape output) {
      Window window = conv.window();
      Spatial kernel = Spatial.of(window.kernel(), 1);
      Spatial stride = Spatial.of(window.strides(), 1);
      Spatial dilation = Spatial.of(window.dilations(), 1);
      Spatial pad = Spatial.of(window.padsBegin(), 0);
      Spatial out = Spatial.of(output);
      return new Axes(
          residues(kernel.d(), stride.d(), dilation.d(), pad.d(), out.d()),
          residues(kernel.h(), stride.h(), dilation.h(), pad.h(), out.h()),
          residues(kernel.w(), stride.w(), dilation.w(), pad.w(), out.w()));
    }
  }

  /// The zero border a transposed convolution wants around its input.
  static Halo halo(ConvTranspose conv, Shape input, Shape output) {
    Axes axes = Axes.of(conv, output);
    Spatial in = Spatial.of(input);
    int[] d = border(axes.d, in.d());
    int[] h = border(axes.h, in.h());
    int[] w = border(axes.w, in.w());
    return new Halo(d[0], d[1], h[0], h[1], w[0], w[1]);
  }

  private static int[] border(List<Residue> residues, int in) {
    int before = 0;
    int after = 0;
    for (Residue r : residues) {
      for (Reach reach : r.reaches) {
        before = Math.max(before, -reach.shift);
        after = Math.max(after, r.count - 1 + reach.shift - (in - 1));
      }
    }
    return new int[] {before, after};
  }

  void lower(Node node, ConvTranspose conv) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace y = lowering.blockedTarget(node.output());
    Window window = conv.window();
    Spatial kernel = Spatial.of(window.kernel(), 1);
    Spatial stride = Spatial.of(window.strides(), 1);
    Axes axes = Axes.of(conv, lowering.shape(node.output()));
    int inC = x.layout().c();
    int outC = y.layout().c();
    WeightView view = view(conv, inC, outC, kernel);
    TileTable tiles =
        new TileTable(
            lowering.tiles(),
            new ConvTerms(
                Width.LANES, ConvLowering.isFourfold(conv.groups(), inC), stride.w() == 1),
            view.inPerGroup() * Math.ceilDiv(kernel.volume(), stride.volume()));
    int budget = ConvStep.budgetPixels((long) x.layout().blocks() * Width.BLOCK_BYTES);
    List<WeightPanel> all = new ArrayList<>();
    List<ConvPhase> phases = new ArrayList<>();
    long offset = 0;
    for (Residue d : axes.d) {
      for (Residue h : axes.h) {
        for (Residue w : axes.w) {
          List<WeightPanel> panels =
              panels(x.layout(), y.layout(), conv, view, tiles, d, h, w, offset);
          offset = panels.getLast().offset() + panels.getLast().bytes();
          all.addAll(panels);
          long yOffset =
              y.layout().at(0, 0, d.residue, h.residue, w.residue) - y.layout().at(0, 0, 0, 0, 0);
          Spatial extents = new Spatial(d.count, h.count, w.count);
          phases.add(new ConvPhase(0, yOffset, extents, panels, tiles, budget));
        }
      }
    }
    boolean clamp = ConvStep.isClamp(conv.activation());
    Place weights = new ConvLowering(lowering).weights(node, view, all);
    Place bias = lowering.paddedVector(node.hasInput(2) ? node.input(2) : null, outC, 1);
    ConvStep.Operands operands =
        new ConvStep.Operands(
            Strided.of(x), Strided.of(y, new Spatial(0, 0, 0), stride), null, weights, 0, bias, y);
    String name =
        phases.getFirst().panels[0].tile().name() + " transposed, " + phases.size() + " phases";
    lowering.add(
        new ConvStep(
            lowering.report(node, name),
            operands,
            phases,
            y.layout().n(),
            lowering.threads(),
            clamp ? conv.activation() : Activation.NONE,
            lowering.strips()));
    if (!clamp) {
      new ElementwiseLowering(lowering).activateInPlace(node, conv.activation(), y);
    }
  }

  private static List<WeightPanel> panels(
      Blocked in,
      Blocked out,
      ConvTranspose conv,
      WeightView view,
      TileTable tiles,
      Residue d,
      Residue h,
      Residue w,
      long firstOffset) {
    List<WeightPanel> panels = new ArrayList<>();
    long offset = firstOffset;
    int block = 0;
    for (int blocks : ConvLowering.panels(tiles, conv.groups(), out.c(), w.count)) {
      int lastOut = Math.min(out.c(), (block + blocks) * Width.LANES) - 1;
      int from = block * Width.LANES / view.outPerGroup() * view.inPerGroup();
      int to = (lastOut / view.outPerGroup() + 1) * view.inPerGroup();
      panels.add(new WeightPanel(block, blocks, taps(in, from, to, d, h, w), offset));
      offset += panels.getLast().bytes();
      block += blocks;
    }
    return panels;
  }

  private static List<Tap> taps(Blocked in, int from, int to, Residue d, Residue h, Residue w) {
    List<Tap> taps = new ArrayList<>();
    for (List<ChannelRun> group : ChannelRun.groups(in, from, to)) {
      for (Reach kd : d.reaches) {
        for (Reach kh : h.reaches) {
          for (Reach kw : w.reaches) {
            long displacement =
                kd.shift * in.plane() + kh.shift * in.row() + (long) kw.shift * Width.BLOCK_BYTES;
            for (ChannelRun run : group) {
              taps.add(Tap.of(run, displacement, kd.k, kh.k, kw.k));
            }
          }
        }
      }
    }
    return taps;
  }

  /// Weights are `[inC, outC/groups, kernel…]`.
  private static WeightView view(ConvTranspose conv, int inC, int outC, Spatial kernel) {
    int outPerGroup = outC / conv.groups();
    return new WeightView(
        kernel.volume(),
        outPerGroup * kernel.volume(),
        (long) kernel.h() * kernel.w(),
        kernel.w(),
        1,
        outC,
        outPerGroup,
        inC / conv.groups(),
        true,
        1);
  }
}
