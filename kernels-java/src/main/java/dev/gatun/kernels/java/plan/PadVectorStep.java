package dev.gatun.kernels.java.plan;

import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Pads a float vector that is not a constant with zeros to whole channel blocks; a single value is
/// repeated first.
final class PadVectorStep extends Step {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Place from;
  private final long size;
  private final long count;
  private final Place to;
  private final long padded;
  private final float factor;

  /// @param size elements of the vector, `count` or 1
  /// @param count elements before the padding
  /// @param padded elements with it
  /// @param factor multiplies every element
  PadVectorStep(
      PlanReport.StepReport report,
      Place from,
      long size,
      long count,
      Place to,
      long padded,
      float factor) {
    super(report);
    this.from = from;
    this.size = size;
    this.count = count;
    this.to = to;
    this.padded = padded;
    this.factor = factor;
  }

  @Override
  List<Place> places() {
    return List.of(from, to);
  }

  @Override
  int tasks() {
    return 1;
  }

  @Override
  void run(Context context, int task) {
    MemorySegment source = from.segment(context);
    MemorySegment target = to.segment(context);
    for (long i = 0; i < padded; i++) {
      float value =
          i < count ? factor * source.get(F32, from.offset() + (size == 1 ? 0 : 4 * i)) : 0;
      target.set(F32, to.offset() + 4 * i, value);
    }
  }
}
