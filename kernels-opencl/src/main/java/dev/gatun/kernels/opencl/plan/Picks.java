package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.spi.PlanReport;
import java.util.Arrays;
import java.util.List;

/// Elements chosen by a table per axis.
final class Picks {
  /// A table's entry where a result shows none of the input.
  static final int OUTSIDE = -1;

  private static final int NO_TABLE = -1;

  private Picks() {}

  /// Adds the launch.
  ///
  /// @param lowering takes it
  /// @param report what it does
  /// @param x the source
  /// @param y the target
  /// @param chosen per axis and index of y the index of x, or [#OUTSIDE]; empty where an axis stays
  /// @param outside one float
  static void pick(
      Lowering lowering,
      PlanReport.StepReport report,
      Strided x,
      Strided y,
      List<int[]> chosen,
      Block outside) {
    boolean[] apart = new boolean[chosen.size()];
    int[] first = new int[chosen.size()];
    int[] tables = {};
    for (int axis = 0; axis < first.length; axis++) {
      int[] table = chosen.get(axis);
      apart[axis] = table.length > 0;
      first[axis] = apart[axis] ? tables.length : NO_TABLE;
      int end = tables.length;
      tables = Arrays.copyOf(tables, end + table.length);
      System.arraycopy(table, 0, tables, end, table.length);
    }
    Loops loops = new Loops(apart, x, y);
    int vector = lowering.shaping().vector();
    Struct struct = loops.struct(vector);
    for (int loop = 0; loop < Loops.MAX_AXES; loop++) {
      int axis = loop < loops.rank() ? loops.source(loop) : Loops.NO_SOURCE;
      struct.add(axis == Loops.NO_SOURCE ? NO_TABLE : first[axis]);
    }
    lowering.launch(
        report,
        Source.MOVE,
        "pick",
        List.of(x.block(), outside, lowering.table(tables), y.block()),
        struct,
        loops.range(vector));
  }
}
