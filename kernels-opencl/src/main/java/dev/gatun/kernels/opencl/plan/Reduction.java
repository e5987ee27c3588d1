package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.spi.PlanReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Launches of `reduce.cl`: one, or two where few outputs would leave most of the device idle.
final class Reduction {
  /// Work items from which on a device is busy.
  private static final int ITEMS = 256;

  /// Elements, or vectors of a row, below which a part is not worth a work item.
  private static final int PART = 32;

  private final Lowering lowering;
  private final PlanReport.StepReport report;

  /// @param lowering takes the launches
  /// @param report of each of them
  Reduction(Lowering lowering, PlanReport.StepReport report) {
    this.lowering = lowering;
    this.report = report;
  }

  /// What becomes of an element before it is merged with others.
  enum Map {
    SUM,
    MAGNITUDES,
    SQUARES,
    POWERS,
    PRODUCT,
    MAXIMUM,
    MINIMUM,
    EXPONENTIALS,
    DISTANCES;

    /// What merges results of parts.
    Map merge() {
      return switch (this) {
        case PRODUCT, MAXIMUM, MINIMUM -> this;
        default -> SUM;
      };
    }

    private String kernel(boolean rows) {
      return (rows ? "row_" : "columns_") + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// An operand `[outer][reduced][inner]`.
  ///
  /// @param block memory
  /// @param outer extent
  /// @param reduced extent
  /// @param inner extent
  /// @param stride floats along the reduced axis, or along the outer one where `inner` is 1
  /// @param offset floats to the first
  record Operand(Block block, int outer, int reduced, int inner, int stride, int offset) {
    static Operand dense(Block block, int outer, int reduced, int inner) {
      return new Operand(block, outer, reduced, inner, inner == 1 ? reduced : inner, 0);
    }

    /// All pixels of each image and channel.
    static Operand pixels(ChannelsLast x) {
      int plane = x.pixels() / x.n();
      return new Operand(
          x.block(),
          x.n(),
          plane,
          x.c(),
          x.c() == 1 ? Math.multiplyExact(plane, x.stride()) : x.stride(),
          x.offset());
    }
  }

  /// What elements are measured from.
  ///
  /// @param block memory
  /// @param width how many per outer index
  /// @param each inner neighbours that share one
  record Origin(Block block, int width, int each) {}

  /// What follows the last merge.
  ///
  /// @param divisor of the result
  /// @param root whether its square root is taken
  record End(float divisor, boolean root) {
    static final End NONE = new End(1, false);
  }

  /// Adds the launches.
  ///
  /// @param x operand
  /// @param map what becomes of elements
  /// @param origin what they are measured from, or null
  /// @param p the power, where powers are summed
  /// @param end what follows
  /// @param y `[outer][inner]`
  void launch(Operand x, Map map, @Nullable Origin origin, int p, End end, Block y) {
    boolean rows = x.inner == 1;
    int vector = lowering.shaping().vector();
    int parts = parts(x, vector);
    int length = Math.ceilDiv(x.reduced, parts);
    parts = Math.ceilDiv(x.reduced, length);
    End now = parts == 1 ? end : End.NONE;
    Block to =
        parts == 1 ? y : Block.planned(Math.multiplyExact((long) x.outer * parts, (long) x.inner));
    String kernel = map.kernel(rows);
    lowering.launch(
        report,
        Source.REDUCE,
        kernel,
        List.of(x.block, origin == null ? lowering.zeros(1) : origin.block, to),
        new Struct()
            .add(x.reduced, x.inner, x.stride, x.offset, parts, length)
            .add(origin == null ? 0 : origin.width, origin == null ? 1 : origin.each)
            .real(now.divisor)
            .add(now.root ? 1 : 0, p),
        rows ? Range.of(parts, x.outer) : Range.of(Math.ceilDiv(x.inner, vector), parts, x.outer));
    if (parts > 1) {
      launch(Operand.dense(to, x.outer, parts, x.inner), map.merge(), null, p, end, y);
    }
  }

  private static int parts(Operand x, int vector) {
    long items = (long) x.outer * Math.ceilDiv(x.inner, vector);
    int most = x.reduced / (x.inner == 1 ? PART * vector : PART);
    return (int) Math.max(1, Math.min(ITEMS / items, most));
  }

  /// y = log(sum) + shift, or the root of `sum`.
  ///
  /// @param count elements
  /// @param sum operand
  /// @param shift added, or null
  /// @param p which root; 0: the logarithm
  /// @param y result
  void finish(int count, Block sum, @Nullable Block shift, int p, Block y) {
    lowering.launch(
        report,
        Source.REDUCE,
        "finish",
        List.of(sum, shift == null ? lowering.zeros(1) : shift, y),
        new Struct().add(count, shift == null ? 0 : 1, p),
        Range.of(Math.ceilDiv(count, lowering.shaping().vector())));
  }
}
