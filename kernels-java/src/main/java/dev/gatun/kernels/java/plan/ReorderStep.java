package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Moves a value between the plain and the blocked layout; one task per image and channel block.
/// Plain memory may be the caller's.
final class ReorderStep extends Step {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final boolean toBlocked;
  private final Place plain;
  private final BlockedPlace blocked;

  private ReorderStep(
      PlanReport.StepReport report, boolean toBlocked, Place plain, BlockedPlace blocked) {
    super(report);
    this.toBlocked = toBlocked;
    this.plain = plain;
    this.blocked = blocked;
  }

  static ReorderStep toBlocked(PlanReport.StepReport report, Place from, BlockedPlace to) {
    return new ReorderStep(report, true, from, to);
  }

  static ReorderStep toPlain(PlanReport.StepReport report, BlockedPlace from, Place to) {
    return new ReorderStep(report, false, to, from);
  }

  @Override
  List<Place> places() {
    return List.of(plain, blocked.place());
  }

  @Override
  int tasks() {
    return blocked.layout().n() * blocked.layout().blocks();
  }

  @Override
  void run(Context context, int task) {
    Blocked layout = blocked.layout();
    int image = task / layout.blocks();
    int block = task % layout.blocks();
    MemorySegment p = plain.segment(context);
    MemorySegment b = blocked.place().segment(context);
    if (toBlocked) {
      blockToBlocked(p, plain.offset(), b, blocked.place().offset(), layout, image, block);
      Zeros.clearHalo(context, blocked, image, block);
    } else {
      blockToPlain(b, blocked.place().offset(), p, plain.offset(), layout, image, block);
    }
  }

  /// Copies one channel block from `[N, C, D, H, W]`; lanes beyond C become 0.
  static void blockToBlocked(
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset,
      Blocked l,
      int image,
      int block) {
    long channelBytes = 4 * l.pixels();
    for (int lane = 0; lane < Width.LANES; lane++) {
      int channel = block * Width.LANES + lane;
      long source = fromOffset + ((long) image * l.c() + channel) * channelBytes;
      for (int d = 0; d < l.d(); d++) {
        for (int h = 0; h < l.h(); h++) {
          long target = toOffset + l.at(image, block, d, h, 0) + 4L * lane;
          if (channel < l.c()) {
            long row = source + 4L * l.w() * ((long) d * l.h() + h);
            spread(from, row, to, target, l.w());
          } else {
            for (int w = 0; w < l.w(); w++) {
              to.set(F32, target + (long) w * Width.BLOCK_BYTES, 0f);
            }
          }
        }
      }
    }
  }

  private static void blockToPlain(
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset,
      Blocked l,
      int image,
      int block) {
    long channelBytes = 4 * l.pixels();
    int lanes = Math.min(Width.LANES, l.c() - block * Width.LANES);
    if (l.pixels() == 1) {
      long channel = (long) image * l.c() + (long) block * Width.LANES;
      long pixel = fromOffset + l.at(image, block, 0, 0, 0);
      MemorySegment.copy(from, pixel, to, toOffset + 4 * channel, 4L * lanes);
      return;
    }
    for (int lane = 0; lane < lanes; lane++) {
      long target =
          toOffset + ((long) image * l.c() + (long) block * Width.LANES + lane) * channelBytes;
      for (int d = 0; d < l.d(); d++) {
        for (int h = 0; h < l.h(); h++) {
          long source = fromOffset + l.at(image, block, d, h, 0) + 4L * lane;
          long row = target + 4L * l.w() * ((long) d * l.h() + h);
          gather(from, source, to, row, l.w());
        }
      }
    }
  }

  /// One channel of a plain row into its lane; a method of its own, which the compilers take soon.
  private static void spread(
      MemorySegment from, long row, MemorySegment to, long target, int count) {
    for (int w = 0; w < count; w++) {
      to.set(F32, target + (long) w * Width.BLOCK_BYTES, from.get(F32, row + 4L * w));
    }
  }

  /// One lane of a blocked row into a plain one.
  private static void gather(
      MemorySegment from, long source, MemorySegment to, long row, int count) {
    for (int w = 0; w < count; w++) {
      to.set(F32, row + 4L * w, from.get(F32, source + (long) w * Width.BLOCK_BYTES));
    }
  }
}
