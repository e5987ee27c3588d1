package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.op.Softmax;
import java.util.List;

/// Softmax and its logarithm over one axis or several in a row.
final class SoftmaxLowering implements NodeLowering {
  /// Rows of a work group.
  private static final int GROUP = 4;

  private final Lowering lowering;

  SoftmaxLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    return ((Softmax) node.op()).kind() != Softmax.Kind.HARDMAX
        && lowering.shape(node.output()).rank() > 0;
  }

  @Override
  public void lower(Node node) {
    Softmax op = (Softmax) node.op();
    String value = node.input(0);
    Shape shape = lowering.shape(value);
    int rank = shape.rank();
    int first = Math.floorMod(op.firstAxis(), rank);
    int last = Math.floorMod(op.lastAxis(), rank);
    String kernel = op.kind() == Softmax.Kind.SOFTMAX ? "softmax" : "log_softmax";
    boolean ofChannels = first == 1 && last == 1 && rank > 2;
    if (ofChannels
        && lowering.isChannelsLast(value)
        && shape.dim(1) >= lowering.shaping().vector()) {
      ChannelsLast x = lowering.channelsLast(value);
      ChannelsLast y = lowering.channelsLastTarget(node.output());
      rows(
          node,
          kernel + "_row",
          x.block(),
          y.block(),
          x.pixels(),
          new Struct()
              .add(x.pixels(), x.c(), 1)
              .add(x.stride(), x.offset(), y.stride(), y.offset()));
      return;
    }
    int outer = Math.toIntExact(shape.size(0, first));
    int set = Math.toIntExact(shape.size(first, last + 1));
    int inner = Math.toIntExact(shape.size(last + 1, rank));
    Block x = lowering.plain(value);
    Block y = lowering.plainTarget(node.output());
    int stride = inner == 1 ? set : inner;
    Struct struct = new Struct().add(outer, set, inner).add(stride, 0, stride, 0);
    if (inner == 1) {
      rows(node, kernel + "_row", x, y, outer, struct);
    } else {
      lowering.launch(
          lowering.report(node, kernel + "_columns"),
          Source.SOFTMAX,
          kernel + "_columns",
          List.of(x, y),
          struct,
          Range.of(Math.ceilDiv(inner, lowering.shaping().vector()), outer));
    }
  }

  private void rows(Node node, String kernel, Block x, Block y, int rows, Struct struct) {
    lowering.launch(
        lowering.report(node, kernel),
        Source.SOFTMAX,
        kernel,
        List.of(x, y),
        struct,
        Range.groups(GROUP, rows));
  }
}
