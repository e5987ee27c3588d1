package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes the zero borders of blocked values, and holds zeros to read.
final class Zeros {
  /// As many zero vectors as a tile has blocks.
  static final MemorySegment VECTORS = Arena.global().allocate(8L * Width.BLOCK_BYTES, 64);

  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;

  private Zeros() {}

  /// Clears the halo of one channel block.
  static void clearHalo(Context context, BlockedPlace value, int image, int block) {
    Blocked l = value.layout();
    Halo halo = l.halo();
    if (halo.isNone()) {
      return;
    }
    MemorySegment memory = value.place().segment(context);
    long first = value.place().offset() + l.at(image, block, 0, 0, 0);
    long left = (long) Width.BLOCK_BYTES * halo.w0();
    long right = (long) Width.BLOCK_BYTES * halo.w1();
    long interior = (long) Width.BLOCK_BYTES * l.w();
    long start = first - left - halo.h0() * l.row() - halo.d0() * l.plane();
    fill(memory, start, halo.d0() * l.plane());
    for (int d = 0; d < l.d(); d++) {
      long plane = first - left + d * l.plane();
      fill(memory, plane - halo.h0() * l.row(), halo.h0() * l.row());
      fill(memory, plane, left);
      for (int h = 0;
          h + 1 < l.h();
          h++) { // a row's right border and the next one's left border are one run
        fill(memory, plane + left + interior + h * l.row(), right + left);
      }
      long end = plane + left + interior + (l.h() - 1) * l.row();
      fill(memory, end, right + halo.h1() * l.row());
    }
    fill(memory, start + (halo.d0() + l.d()) * l.plane(), halo.d1() * l.plane());
  }

  /// Clears a run of memory.
  ///
  /// @param bytes a multiple of 8
  static void fill(MemorySegment memory, long offset, long bytes) {
    for (long i = 0; i < bytes; i += 8) {
      memory.set(I64, offset + i, 0L);
    }
  }
}
