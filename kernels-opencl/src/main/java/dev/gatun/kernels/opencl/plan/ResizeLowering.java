package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.op.Resize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Resampling: nearest elements are picked, others are summed over the taps of up to three axes.
final class ResizeLowering implements NodeLowering {
  private static final int MAX_RESAMPLED = 3;

  private final Lowering lowering;

  ResizeLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    Resize op = (Resize) node.op();
    boolean bound = op.scales() != null || op.sizes() != null;
    for (int i = 1; i < node.inputs().size(); i++) {
      bound &= !node.hasInput(i);
    }
    if (!bound || lowering.shape(node.output()).rank() > Loops.MAX_AXES) {
      return false;
    }
    return op.mode() == Resize.Mode.NEAREST
        || axes(node, op).stream().filter(axis -> axis.taps() > 0).count() <= MAX_RESAMPLED;
  }

  private List<ResizeAxis> axes(Node node, Resize op) {
    Shape x = lowering.shape(node.input(0));
    Shape y = lowering.shape(node.output());
    List<ResizeAxis> axes = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      axes.add(ResizeAxis.of(op, i, x, y));
    }
    return axes;
  }

  @Override
  public void lower(Node node) {
    Resize op = (Resize) node.op();
    List<ResizeAxis> axes = axes(node, op);
    Strided x = source(node.input(0), axes);
    Strided y = lowering.target(node.output(), x.isChannelsFastest());
    if (op.mode() == Resize.Mode.NEAREST) {
      List<int[]> chosen = axes.stream().map(ResizeAxis::index).toList();
      Block outside = lowering.table(new int[] {Float.floatToRawIntBits(op.extrapolation())});
      Picks.pick(lowering, lowering.report(node, "pick"), x, y, chosen, outside);
    } else {
      resample(node, axes, x, y, op.extrapolation());
    }
  }

  /// Images are read channels last, so that vectors go along an axis that stays as it is.
  private Strided source(String value, List<ResizeAxis> axes) {
    Strided x = lowering.strided(value);
    boolean image =
        ChannelsLast.fits(lowering.shape(value))
            && x.extents()[1] > 1
            && axes.stream().limit(2).allMatch(axis -> axis.taps() == 0);
    return image ? Strided.of(lowering.channelsLast(value)) : x;
  }

  private void resample(
      Node node, List<ResizeAxis> axes, Strided x, Strided y, float extrapolation) {
    boolean[] apart = new boolean[axes.size()];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = axes.get(i).taps() > 0;
    }
    Loops loops = new Loops(apart, x, y);
    int vector = lowering.shaping().vector();
    Struct struct = loops.struct(vector);
    int[] index = {0};
    float[] weight = {1};
    int resampled = 0;
    for (int loop = 0; loop < loops.rank(); loop++) {
      int source = loops.source(loop);
      if (source == Loops.NO_SOURCE || !apart[source]) {
        continue;
      }
      ResizeAxis axis = axes.get(source);
      int end = index.length;
      struct.add(loop, axis.taps(), end);
      resampled++;
      index = Arrays.copyOf(index, end + axis.index().length);
      System.arraycopy(axis.index(), 0, index, end, axis.index().length);
      weight = Arrays.copyOf(weight, index.length);
      System.arraycopy(axis.weight(), 0, weight, end, axis.weight().length);
    }
    for (; resampled < MAX_RESAMPLED; resampled++) {
      struct.add(-1, 1, 0); // entry 0: the index 0, with weight 1
    }
    int[] weightBits = new int[weight.length];
    for (int i = 0; i < weight.length; i++) {
      weightBits[i] = Float.floatToRawIntBits(weight[i]);
    }
    lowering.launch(
        lowering.report(node, "resample"),
        Source.RESAMPLE,
        "resample",
        List.of(x.block(), lowering.table(index), lowering.table(weightBits), y.block()),
        struct.real(extrapolation),
        loops.range(vector));
  }
}
