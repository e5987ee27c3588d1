package dev.gatun.kernels.opencl.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Lrn;
import java.util.List;

/// Normalisations of channels: with given moments, with those of a plane or of a group of planes,
/// and by their neighbours' squares.
final class NormLowering implements NodeLowering {
  /// Work items from which on a device is busy, and pixels that one takes at least.
  private static final int ITEMS = 512;

  private static final int PIXELS = 16;

  private final Lowering lowering;

  NormLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    return ChannelsLast.fits(lowering.shape(node.output()));
  }

  @Override
  public void lower(Node node) {
    switch (node.op()) {
      case BatchNorm op ->
          normalise(
              node,
              new Moments(lowering.plain(node.input(3)), lowering.plain(node.input(4)), 0, 1),
              op.epsilon());
      case InstanceNorm op -> {
        int channels = lowering.shape(node.output()).intDim(1);
        normalise(node, moments(node, channels), op.epsilon());
      }
      case GroupNorm op -> normalise(node, moments(node, op.groups()), op.epsilon());
      case Lrn op -> respond(node, op);
      default -> throw new IllegalStateException(node.op().title() + " is no normalisation");
    }
  }

  /// Means and variances.
  ///
  /// @param mean of each image and set
  /// @param variance likewise
  /// @param perImage sets of an image, 0 where all images share them
  /// @param each channels of a set
  private record Moments(Block mean, Block variance, int perImage, int each) {}

  /// Means of planes, then of the channels of a set; then the same of squared distances.
  private Moments moments(Node node, int sets) {
    ChannelsLast x = lowering.channelsLast(node.input(0));
    int each = x.c() / sets;
    Reduction reduction = new Reduction(lowering, lowering.report(node, "reduce"));
    Reduction.Operand pixels = Reduction.Operand.pixels(x);
    Reduction.End plane = new Reduction.End(pixels.reduced(), false);
    long size = (long) x.n() * x.c();
    Block means = Block.planned(size);
    reduction.launch(pixels, Reduction.Map.SUM, null, 0, plane, means);
    Block mean = overSets(reduction, means, x.n() * sets, each);
    Block distances = Block.planned(size);
    reduction.launch(
        pixels,
        Reduction.Map.DISTANCES,
        new Reduction.Origin(mean, sets, each),
        0,
        plane,
        distances);
    return new Moments(mean, overSets(reduction, distances, x.n() * sets, each), sets, each);
  }

  private static Block overSets(Reduction reduction, Block channels, int sets, int each) {
    if (each == 1) {
      return channels;
    }
    Block mean = Block.planned(sets);
    reduction.launch(
        Reduction.Operand.dense(channels, sets, each, 1),
        Reduction.Map.SUM,
        null,
        0,
        new Reduction.End(each, false),
        mean);
    return mean;
  }

  private void normalise(Node node, Moments moments, float epsilon) {
    ChannelsLast x = lowering.channelsLast(node.input(0));
    Block scale = lowering.plain(node.input(1));
    Block shift = lowering.plain(node.input(2));
    ChannelsLast y = lowering.channelsLastTarget(node.output());
    int plane = x.pixels() / x.n();
    int scales = Math.toIntExact(lowering.shape(node.input(1)).size());
    int length = length(x, plane);
    Struct struct =
        new Struct()
            .add(plane, x.c(), x.stride(), x.offset(), y.stride(), y.offset(), length)
            .add(moments.perImage, moments.each, x.c() / scales)
            .real(epsilon);
    lowering.launch(
        lowering.report(node, "normalise"),
        Source.NORM,
        "normalise",
        List.of(x.block(), moments.mean, moments.variance, scale, shift, y.block()),
        struct,
        Range.of(blocks(x), Math.ceilDiv(plane, length), x.n()));
  }

  /// The window of a channel has ⌊(size − 1) / 2⌋ channels before it and ⌊size / 2⌋ behind.
  private void respond(Node node, Lrn op) {
    ChannelsLast x = lowering.channelsLast(node.input(0));
    ChannelsLast y = lowering.channelsLastTarget(node.output());
    int length = length(x, x.pixels());
    Struct struct =
        new Struct()
            .add(x.pixels(), x.c(), x.stride(), x.offset(), y.stride(), y.offset(), length)
            .add((op.size() - 1) / 2, op.size() / 2)
            .real(op.alpha() / op.size())
            .real(op.beta())
            .real(op.bias());
    lowering.launch(
        lowering.report(node, "response"),
        Source.NORM,
        "response",
        List.of(x.block(), y.block()),
        struct,
        Range.of(blocks(x), Math.ceilDiv(x.pixels(), length)));
  }

  private int blocks(ChannelsLast x) {
    return Math.ceilDiv(x.c(), lowering.shaping().vector());
  }

  /// Pixels of a work item.
  private int length(ChannelsLast x, int most) {
    long all = (long) x.pixels() * blocks(x);
    return (int) Math.min(most, Math.max(PIXELS, all / ITEMS));
  }
}
