package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.Raw;
import dev.gatun.kernels.java.tile.ZeroTile;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Zeros in plain Java.
final class ScalarZeros implements ZeroTile {
  @Override
  public void clear(MemorySegment y, long yOffset, long stride, int runs, int vectors) {
    long bytes = (Objects.checkIndex(vectors - 1L, vectors) + 1) * Width.BLOCK_BYTES;
    Raw.rows(y, yOffset, stride, runs, bytes);
    for (int run = 0; run < runs; run++) {
      for (long i = 0; i < bytes; i += Float.BYTES) {
        y.set(FLOAT, yOffset + run * stride + i, 0f);
      }
    }
  }
}
