package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ZeroTile;
import dev.gatun.kernels.java.tile.choice.TileChoice;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes the zero borders of blocked values, and holds zeros to read.
final class Zeros {
  /// As many zero vectors as a tile has blocks or pixels.
  static final MemorySegment VECTORS = Arena.global().allocate(32L * Width.BLOCK_BYTES, 64);

  private static final ZeroTile TILE = TileChoice.best().zeros();
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
    int sides = halo.w0() + halo.w1();
    int row = l.w() + sides;
    int plane = row * (l.h() + halo.h0() + halo.h1());
    // above the first row and left of it
    long head = first - (long) Width.BLOCK_BYTES * (halo.h0() * row + halo.w0());
    clear(memory, head - halo.d0() * l.plane(), halo.d0() * plane);
    for (int d = 0; d < l.d(); d++) {
      clear(memory, head + d * l.plane(), halo.h0() * row + halo.w0());
      // a row's right border and the next one's left border are one run
      long right = first + d * l.plane() + (long) Width.BLOCK_BYTES * l.w();
      if (sides > 0 && l.h() > 1) {
        TILE.clear(memory, right, l.row(), l.h() - 1, sides);
      }
      clear(memory, right + (l.h() - 1) * l.row(), halo.w1() + halo.h1() * row);
    }
    clear(memory, head + l.d() * l.plane(), halo.d1() * plane);
  }

  private static void clear(MemorySegment memory, long offset, int vectors) {
    if (vectors > 0) {
      TILE.clear(memory, offset, 0, 1, vectors);
    }
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
