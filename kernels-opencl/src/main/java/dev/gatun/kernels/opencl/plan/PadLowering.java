package dev.gatun.kernels.opencl.plan;

import dev.gatun.graph.Node;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Padding and cropping, by a table per axis of the element that each result shows.
final class PadLowering implements NodeLowering {
  private final Lowering lowering;

  PadLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    Pad op = (Pad) node.op();
    return op.begin() != null
        && op.end() != null
        && lowering.shape(node.output()).rank() <= Loops.MAX_AXES;
  }

  @Override
  public void lower(Node node) {
    Pad op = (Pad) node.op();
    Ints begin = Objects.requireNonNull(op.begin(), "pads are bound");
    Ints end = Objects.requireNonNull(op.end(), "pads are bound");
    Strided x = lowering.strided(node.input(0));
    List<int[]> chosen = new ArrayList<>();
    for (int axis = 0; axis < begin.size(); axis++) {
      chosen.add(table(op.mode(), x.extents()[axis], begin.at(axis), end.at(axis)));
    }
    Block outside = node.hasInput(2) ? lowering.plain(node.input(2)) : lowering.zeros(1);
    Strided y = lowering.target(node.output(), x.isChannelsFastest());
    Picks.pick(lowering, lowering.report(node, "pick"), x, y, chosen, outside);
  }

  /// The input's index that each of an axis' indices shows. Negative counts crop first; what is
  /// added is taken from what is left.
  private static int[] table(Pad.Mode mode, int extent, int begin, int end) {
    if (begin == 0 && end == 0) {
      return new int[0];
    }
    int low = Math.max(0, -begin);
    int left = extent - low - Math.max(0, -end);
    int[] table = new int[extent + begin + end];
    for (int i = 0; i < table.length; i++) {
      int inside = left <= 0 ? Picks.OUTSIDE : inside(mode, i - begin - low, left);
      table[i] = inside == Picks.OUTSIDE ? inside : low + inside;
    }
    return table;
  }

  /// The element of 0 to extent − 1 that position `at` shows.
  private static int inside(Pad.Mode mode, int at, int extent) {
    if (at >= 0 && at < extent) {
      return at;
    }
    return switch (mode) {
      case CONSTANT -> Picks.OUTSIDE;
      case EDGE -> at < 0 ? 0 : extent - 1;
      case WRAP -> Math.floorMod(at, extent);
      case REFLECT -> {
        int folded = Math.floorMod(at, Math.max(1, 2 * (extent - 1)));
        yield Math.min(folded, 2 * (extent - 1) - folded);
      }
    };
  }
}
