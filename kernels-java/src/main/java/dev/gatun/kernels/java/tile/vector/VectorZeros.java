package dev.gatun.kernels.java.tile.vector;

import static dev.gatun.kernels.java.tile.Raw.MASK;
import static dev.gatun.kernels.java.tile.Raw.MEMORY;
import static dev.gatun.kernels.java.tile.vector.Species.BLOCK;
import static dev.gatun.kernels.java.tile.vector.Species.ORDER;
import static dev.gatun.kernels.java.tile.vector.Species.SPECIES;

import dev.gatun.kernels.java.tile.Raw;
import dev.gatun.kernels.java.tile.ZeroTile;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/// Zeros, a vector at a time. The ends of a run come first: most runs are a right border of one
/// vector and the next row's left border, and then nothing is left to loop over.
final class VectorZeros implements ZeroTile {
  @Override
  public void clear(MemorySegment y, long yOffset, long stride, int runs, int vectors) {
    long last = Objects.checkIndex(vectors - 1L, vectors) * BLOCK;
    long at = Raw.rows(y, yOffset, stride, runs, last + BLOCK);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int run = 0; run < runs; run++) {
      zero.intoMemorySegment(MEMORY, at & MASK, ORDER);
      zero.intoMemorySegment(MEMORY, at + last & MASK, ORDER);
      for (long i = BLOCK; i < last; i += BLOCK) {
        zero.intoMemorySegment(MEMORY, at + i & MASK, ORDER);
      }
      at += stride;
    }
  }
}
