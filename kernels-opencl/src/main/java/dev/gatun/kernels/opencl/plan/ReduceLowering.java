package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Reductions over any axes, and pools over all spatial ones.
final class ReduceLowering implements NodeLowering {
  private final Lowering lowering;

  ReduceLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Neighbouring axes that are all reduced or all kept, as one.
  ///
  /// @param extent of all of them
  /// @param reduced whether they are reduced
  record Run(int extent, boolean reduced) {
    /// Joins axes; those of extent 1 belong to any run.
    static List<Run> of(long[] dims, boolean[] reduced) {
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < dims.length; i++) {
        int extent = Math.toIntExact(dims[i]);
        if (extent == 1) {
          continue;
        }
        if (!runs.isEmpty() && runs.getLast().reduced == reduced[i]) {
          extent = Math.multiplyExact(runs.removeLast().extent, extent);
        }
        runs.add(new Run(extent, reduced[i]));
      }
      return runs;
    }

    static int size(List<Run> runs) {
      return runs.stream().mapToInt(Run::extent).reduce(1, Math::multiplyExact);
    }
  }

  /// The exponents of a sum are measured from the maximum of all its axes, which must lie together.
  @Override
  public boolean handles(Node node) {
    if (node.op() instanceof GlobalPool) {
      return ChannelsLast.fits(lowering.shape(node.input(0)));
    }
    Reduce op = (Reduce) node.op();
    if (op.kind() != Reduce.Kind.LOG_SUM_EXP) {
      return true;
    }
    Shape x = lowering.shape(node.input(0));
    List<Run> runs = Run.of(x.toArray(), reduced(op, x.rank()));
    return runs.stream().filter(Run::reduced).count() <= 1;
  }

  private static boolean[] reduced(Reduce op, int rank) {
    Ints axes = Objects.requireNonNull(op.axes(), "axes are bound");
    boolean[] reduced = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      reduced[i] =
          axes.isEmpty() ? !op.noopWithEmptyAxes() : axes.contains(i) || axes.contains(i - rank);
    }
    return reduced;
  }

  @Override
  public void lower(Node node) {
    if (node.op() instanceof GlobalPool pool) {
      lower(node, pool);
    } else {
      lower(node, (Reduce) node.op());
    }
  }

  private void lower(Node node, GlobalPool pool) {
    String value = node.input(0);
    Reduction.Operand x;
    if (lowering.isChannelsLast(value)) {
      x = Reduction.Operand.pixels(lowering.channelsLast(value));
    } else {
      Shape shape = lowering.shape(value);
      int planes = Math.toIntExact(shape.size(0, 2));
      int plane = Math.toIntExact(shape.size(2, shape.rank()));
      x = Reduction.Operand.dense(lowering.plain(value), planes, plane, 1);
    }
    Block y = lowering.plainTarget(node.output());
    Reduction reduction = new Reduction(lowering, lowering.report(node, "reduce"));
    switch (pool.kind()) {
      case MAX -> reduction.launch(x, Reduction.Map.MAXIMUM, null, 0, Reduction.End.NONE, y);
      case AVERAGE ->
          reduction.launch(x, Reduction.Map.SUM, null, 0, new Reduction.End(x.reduced(), false), y);
      case LP -> {
        if (pool.p() <= 2) {
          reduction.launch(
              x,
              pool.p() == 1 ? Reduction.Map.MAGNITUDES : Reduction.Map.SQUARES,
              null,
              0,
              new Reduction.End(1, pool.p() == 2),
              y);
        } else {
          int count = x.outer() * x.inner();
          Block sums = Block.planned(count);
          reduction.launch(x, Reduction.Map.POWERS, null, pool.p(), Reduction.End.NONE, sums);
          reduction.finish(count, sums, null, pool.p(), y);
        }
      }
    }
  }

  private void lower(Node node, Reduce op) {
    String value = node.input(0);
    Shape shape = lowering.shape(value);
    boolean[] reduced = reduced(op, shape.rank());
    Block x;
    List<Run> runs;
    if (staysInOrder(value, reduced)) {
      x = lowering.channelsLast(value).block();
      runs = Run.of(channelsLast(shape.toArray()), channelsLast(reduced));
    } else {
      x = lowering.plain(value);
      runs = Run.of(shape.toArray(), reduced);
    }
    Block y = lowering.plainTarget(node.output());
    Reduction reduction = new Reduction(lowering, lowering.report(node, "reduce"));
    int kept = Math.toIntExact(lowering.shape(node.output()).size());
    switch (op.kind()) {
      case SUM -> fold(reduction, x, runs, Reduction.Map.SUM, Reduction.End.NONE, y);
      case MEAN -> {
        Reduction.End end = new Reduction.End((float) ((double) shape.size() / kept), false);
        fold(reduction, x, runs, Reduction.Map.SUM, end, y);
      }
      case MAX -> fold(reduction, x, runs, Reduction.Map.MAXIMUM, Reduction.End.NONE, y);
      case MIN -> fold(reduction, x, runs, Reduction.Map.MINIMUM, Reduction.End.NONE, y);
      case PROD -> fold(reduction, x, runs, Reduction.Map.PRODUCT, Reduction.End.NONE, y);
      case L1 -> fold(reduction, x, runs, Reduction.Map.MAGNITUDES, Reduction.End.NONE, y);
      case L2 -> fold(reduction, x, runs, Reduction.Map.SQUARES, new Reduction.End(1, true), y);
      case SUM_SQUARE -> fold(reduction, x, runs, Reduction.Map.SQUARES, Reduction.End.NONE, y);
      case LOG_SUM -> {
        Block sums = Block.planned(kept);
        fold(reduction, x, runs, Reduction.Map.SUM, Reduction.End.NONE, sums);
        reduction.finish(kept, sums, null, 0, y);
      }
      case LOG_SUM_EXP -> {
        Block most = Block.planned(kept);
        Block sums = Block.planned(kept);
        Reduction.Operand operand = operand(x, runs, last(runs));
        Reduction.Origin origin = new Reduction.Origin(most, operand.inner(), 1);
        reduction.launch(operand, Reduction.Map.MAXIMUM, null, 0, Reduction.End.NONE, most);
        reduction.launch(operand, Reduction.Map.EXPONENTIALS, origin, 0, Reduction.End.NONE, sums);
        reduction.finish(kept, sums, most, 0, y);
      }
    }
  }

  /// Whether a value lies channels-last, and what is kept of it lies there as it does row by row:
  /// its channels or all of its pixels go.
  private boolean staysInOrder(String value, boolean[] reduced) {
    if (!lowering.isChannelsLast(value) || !lowering.channelsLast(value).isDense()) {
      return false;
    }
    boolean order = true;
    Shape shape = lowering.shape(value);
    for (int i = 2; i < shape.rank(); i++) {
      order &= reduced[i] || shape.dim(i) == 1;
    }
    return order || reduced[1];
  }

  private static long[] channelsLast(long[] dims) {
    long[] turned = dims.clone();
    System.arraycopy(dims, 2, turned, 1, dims.length - 2);
    turned[dims.length - 1] = dims[1];
    return turned;
  }

  private static boolean[] channelsLast(boolean[] axes) {
    boolean[] turned = axes.clone();
    System.arraycopy(axes, 2, turned, 1, axes.length - 2);
    turned[axes.length - 1] = axes[1];
    return turned;
  }

  /// One launch per run that is reduced, the last run first.
  private static void fold(
      Reduction reduction, Block x, List<Run> all, Reduction.Map map, Reduction.End end, Block y) {
    List<Run> runs = new ArrayList<>(all);
    Reduction.Map next = map;
    Block from = x;
    while (true) {
      int last = last(runs);
      Reduction.Operand operand = operand(from, runs, last);
      if (last >= 0) {
        runs.remove(last);
      }
      boolean done = last(runs) < 0;
      Block to = done ? y : Block.planned(Run.size(runs));
      reduction.launch(operand, next, null, 0, done ? end : Reduction.End.NONE, to);
      if (done) {
        return;
      }
      from = to;
      next = map.merge();
    }
  }

  private static int last(List<Run> runs) {
    int last = runs.size() - 1;
    while (last >= 0 && !runs.get(last).reduced) {
      last--;
    }
    return last;
  }

  /// @param last the run that is reduced, or −1: each element is a set of its own
  private static Reduction.Operand operand(Block x, List<Run> runs, int last) {
    if (last < 0) {
      return Reduction.Operand.dense(x, 1, 1, Run.size(runs));
    }
    return Reduction.Operand.dense(
        x,
        Run.size(runs.subList(0, last)),
        runs.get(last).extent,
        Run.size(runs.subList(last + 1, runs.size())));
  }
}
