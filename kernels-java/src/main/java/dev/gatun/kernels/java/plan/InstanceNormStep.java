package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Reduce;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Instance normalisation in three passes over a channel block that stays in cache: mean, variance,
/// scale and shift.
final class InstanceNormStep extends Step {
  /// Scratch vectors per image and channel block: mean, then scale; variance, then shift.
  static final int VECTORS = 2;

  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final BlockedPlace x;
  private final Place scale;
  private final Place shift;
  private final float epsilon;
  private final BlockedPlace y;
  private final Place scratch;
  private final Strips strips;

  InstanceNormStep(
      PlanReport.StepReport report,
      BlockedPlace x,
      Place scale,
      Place shift,
      float epsilon,
      BlockedPlace y,
      Place scratch,
      Strips strips) {
    super(report);
    this.x = x;
    this.scale = scale;
    this.shift = shift;
    this.epsilon = epsilon;
    this.y = y;
    this.scratch = scratch;
    this.strips = strips;
  }

  @Override
  List<Place> places() {
    return List.of(x.place(), scale, shift, y.place(), scratch);
  }

  @Override
  int tasks() {
    return x.layout().n() * x.layout().blocks();
  }

  @Override
  void run(Context context, int task) {
    Blocked in = x.layout();
    int image = task / in.blocks();
    int block = task % in.blocks();
    MemorySegment work = scratch.segment(context);
    long mean = scratch.offset() + (long) task * VECTORS * Width.BLOCK_BYTES;
    long variance = mean + Width.BLOCK_BYTES;
    Zeros.fill(work, mean, (long) VECTORS * Width.BLOCK_BYTES);
    GlobalPoolStep.reduce(context, strips, Reduce.Kind.SUM, x, image, block, work, mean);
    for (int lane = 0; lane < Width.LANES; lane++) {
      work.set(F32, mean + 4L * lane, work.get(F32, mean + 4L * lane) / in.pixels());
    }
    MemorySegment source = x.place().segment(context);
    for (int d = 0; d < in.d(); d++) {
      for (int h = 0; h < in.h(); h++) {
        long row = x.place().offset() + in.at(image, block, d, h, 0);
        strips.squaredDifferencePixels(source, row, in.w(), work, mean, work, variance);
      }
    }
    MemorySegment scales = scale.segment(context);
    MemorySegment shifts = shift.segment(context);
    for (int lane = 0; lane < Width.LANES; lane++) {
      long parameter = ((long) block * Width.LANES + lane) * 4;
      float m = work.get(F32, mean + 4L * lane);
      double v = work.get(F32, variance + 4L * lane) / (double) in.pixels();
      float factor = (float) (scales.get(F32, scale.offset() + parameter) / Math.sqrt(v + epsilon));
      work.set(F32, mean + 4L * lane, factor);
      work.set(
          F32,
          variance + 4L * lane,
          Math.fma(-m, factor, shifts.get(F32, shift.offset() + parameter)));
    }
    MemorySegment target = y.place().segment(context);
    Zeros.clearHalo(context, y, image, block);
    for (int d = 0; d < in.d(); d++) {
      for (int h = 0; h < in.h(); h++) {
        long from = x.place().offset() + in.at(image, block, d, h, 0);
        long to = y.place().offset() + y.layout().at(image, block, d, h, 0);
        long count = (long) in.w() * Width.LANES;
        strips.scaleShift(
            source,
            from,
            work,
            mean,
            work,
            variance,
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY,
            target,
            to,
            count);
      }
    }
  }
}
