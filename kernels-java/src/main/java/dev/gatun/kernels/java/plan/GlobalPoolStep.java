package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The mean or maximum of each channel over all pixels.
final class GlobalPoolStep extends Step {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Input vectors from which on the kernel is warmed up: some 50 µs in the interpreter.
  private static final long WARM_UP_VECTORS = 256;

  /// Pixels that the kernel is warmed on.
  private static final int WARM_UP_PIXELS = 64;

  private final boolean max;
  private final BlockedPlace x;
  private final BlockedPlace y;
  private final Strips strips;

  GlobalPoolStep(
      PlanReport.StepReport report, Pool.Kind kind, BlockedPlace x, BlockedPlace y, Strips strips) {
    super(report);
    this.max = kind == Pool.Kind.MAX;
    this.x = x;
    this.y = y;
    this.strips = strips;
  }

  @Override
  List<Place> places() {
    return List.of(x.place(), y.place());
  }

  /// The kernel runs interpreted at first, some milliseconds, and is compiled behind the first
  /// runs.
  @Override
  List<Staged<?>> kernels() {
    long vectors = x.layout().pixels() * x.layout().n() * x.layout().blocks();
    return vectors < WARM_UP_VECTORS ? List.of() : List.of(new Staged<>(false, true, this::warmUp));
  }

  private void warmUp(boolean compiled) {
    Reduce.Kind kind = max ? Reduce.Kind.MAX : Reduce.Kind.SUM;
    long to = (long) WARM_UP_PIXELS * Width.BLOCK_BYTES;
    if (compiled) {
      WarmUp.strip(
          "reducePixels " + kind,
          memory -> strips.reducePixels(kind, memory, 0, WARM_UP_PIXELS, memory, to),
          2L * WARM_UP_PIXELS);
    }
  }

  @Override
  int tasks() {
    return x.layout().n() * x.layout().blocks();
  }

  @Override
  void run(Context context, int task) {
    int image = task / x.layout().blocks();
    int block = task % x.layout().blocks();
    MemorySegment target = y.place().segment(context);
    long to = y.place().offset() + y.layout().at(image, block, 0, 0, 0);
    Zeros.clearHalo(context, y, image, block);
    for (int lane = 0; lane < Width.LANES; lane++) {
      target.set(F32, to + 4L * lane, max ? Float.NEGATIVE_INFINITY : 0f);
    }
    reduce(context, strips, max ? Reduce.Kind.MAX : Reduce.Kind.SUM, x, image, block, target, to);
    if (!max) {
      float scale = 1f / x.layout().pixels();
      for (int lane = 0; lane < Width.LANES; lane++) {
        target.set(F32, to + 4L * lane, target.get(F32, to + 4L * lane) * scale);
      }
    }
  }

  /// Reduces all pixels of a channel block into one value per lane.
  static void reduce(
      Context context,
      Strips strips,
      Reduce.Kind kind,
      BlockedPlace x,
      int image,
      int block,
      MemorySegment target,
      long to) {
    Blocked l = x.layout();
    MemorySegment source = x.place().segment(context);
    long from = x.place().offset();
    if (l.isFlat()) {
      strips.reducePixels(kind, source, from + l.at(image, block, 0, 0, 0), l.pixels(), target, to);
      return;
    }
    for (int d = 0; d < l.d(); d++) {
      for (int h = 0; h < l.h(); h++) {
        strips.reducePixels(kind, source, from + l.at(image, block, d, h, 0), l.w(), target, to);
      }
    }
  }
}
