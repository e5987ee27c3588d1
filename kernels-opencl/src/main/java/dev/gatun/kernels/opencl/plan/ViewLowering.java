package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.Expand;
import dev.gatun.op.Flatten;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Reshape;
import dev.gatun.op.Slice;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unsqueeze;
import dev.gatun.spi.PlanReport;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Operators whose results are their input seen through other strides. Nothing runs until somebody
/// wants such a result in an order of its own; a later kernel may read it as it lies.
final class ViewLowering implements NodeLowering {
  private final Lowering lowering;

  ViewLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.hasOutput(i) && lowering.shape(node.outputs().get(i)).rank() > Loops.MAX_AXES) {
        return false;
      }
    }
    return lowering.shape(node.input(0)).rank() <= Loops.MAX_AXES
        && switch (node.op()) {
          case Reshape op -> op.dims() != null;
          case Squeeze op -> op.axes() != null;
          case Unsqueeze op -> op.axes() != null;
          case Expand op -> op.dims() != null;
          case Slice op -> op.starts() != null;
          case Split op -> op.sizes() != null && node.outputs().stream().noneMatch(String::isEmpty);
          case Flatten ignored -> true;
          case Identity ignored -> true;
          case Transpose ignored -> true;
          default -> false;
        };
  }

  @Override
  public void lower(Node node) {
    Strided x = lowering.strided(node.input(0));
    if (node.op() instanceof Split op) {
      split(node, x, op);
      return;
    }
    Shape shape = lowering.shape(node.output());
    Strided y = view(node.op(), x, shape);
    PlanReport.StepReport report = lowering.report(node, "copy");
    if (y != null) {
      lowering.view(node.output(), y, report);
    } else {
      copyUnderOtherExtents(node.output(), x, shape, report);
    }
  }

  /// The result where its input lies, or null.
  private static @Nullable Strided view(Op op, Strided x, Shape shape) {
    return switch (op) {
      case Identity ignored -> x;
      case Expand ignored -> x.broadcast(shape);
      case Transpose transpose -> x.permuted(permutation(transpose, shape.rank()));
      case Slice slice -> sliced(slice, x, shape);
      default -> x.reshaped(Strided.extents(shape));
    };
  }

  private static int[] permutation(Transpose op, int rank) {
    int[] perm = new int[rank];
    for (int i = 0; i < rank; i++) {
      perm[i] = op.perm().isEmpty() ? rank - 1 - i : op.perm().at(i);
    }
    return perm;
  }

  private static Strided sliced(Slice op, Strided x, Shape shape) {
    Ints starts = Objects.requireNonNull(op.starts(), "starts are bound");
    Strided cut = x;
    for (int i = 0; i < starts.size(); i++) {
      int axis = op.axes() == null ? i : Math.floorMod(op.axes().at(i), shape.rank());
      long step = op.steps() == null ? 1 : op.steps().get(i);
      int extent = x.extents()[axis];
      long start = starts.get(i) < 0 ? starts.get(i) + extent : starts.get(i);
      int first = Math.clamp(start, 0, step > 0 ? extent : extent - 1);
      int count = shape.intDim(axis);
      cut = cut.sliced(axis, first, count == 1 ? 1 : Math.toIntExact(step), count);
    }
    return cut;
  }

  private void split(Node node, Strided x, Split op) {
    int axis = Math.floorMod(op.axis(), x.extents().length);
    int first = 0;
    for (String part : node.outputs()) {
      int count = lowering.shape(part).intDim(axis);
      lowering.view(part, x.sliced(axis, first, 1, count), lowering.report(node, "copy"));
      first += count;
    }
  }

  /// What lies channels last stays so if the target's channels can be told apart as the source's
  /// axes.
  private void copyUnderOtherExtents(
      String value, Strided x, Shape shape, PlanReport.StepReport report) {
    if (x.isFromChannelsLast() && ChannelsLast.fits(shape)) {
      Strided y = Strided.of(ChannelsLast.of(shape));
      if (y.isChannelsFastest() && y.reshaped(x.extents()) != null) {
        Strided target = Strided.of(lowering.channelsLastTarget(value)).reshaped(x.extents());
        if (target != null) {
          Copies.copy(lowering, report, x, target);
          return;
        }
      }
    }
    Strided target = Strided.plain(lowering.plainTarget(value), shape).reshaped(x.extents());
    if (target == null) {
      throw new IllegalStateException("rows that cannot be told apart");
    }
    Copies.copy(lowering, report, x, target);
  }
}
