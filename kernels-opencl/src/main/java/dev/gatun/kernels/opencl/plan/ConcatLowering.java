package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.Concat;

/// Concatenations, by a copy of each part that was not computed in place.
final class ConcatLowering implements NodeLowering {
  private final Lowering lowering;

  ConcatLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    return lowering.shape(node.output()).rank() <= Loops.MAX_AXES;
  }

  @Override
  public void lower(Node node) {
    String joined = node.output();
    Shape shape = lowering.shape(joined);
    int axis = Math.floorMod(((Concat) node.op()).axis(), shape.rank());
    boolean fast = node.inputs().stream().anyMatch(i -> lowering.strided(i).isChannelsFastest());
    Strided y =
        lowering.isChannelsLast(joined) ? lowering.strided(joined) : lowering.target(joined, fast);
    int first = 0;
    for (String part : node.inputs()) {
      Strided x = lowering.strided(part);
      int count = x.extents()[axis];
      Strided target = y.sliced(axis, first, 1, count);
      if (!target.isSamePlace(x)) {
        Copies.copy(lowering, lowering.report(node, "copy"), x, target);
      }
      first += count;
    }
  }
}
