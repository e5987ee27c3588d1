package dev.gatun.kernels.java.tile.vector;

import static dev.gatun.kernels.java.tile.Raw.MASK;
import static dev.gatun.kernels.java.tile.Raw.MEMORY;
import static dev.gatun.kernels.java.tile.vector.Species.*;

import jdk.incubator.vector.FloatVector;

/// The maximum of a pool tile with Java's comparisons, for the rare tile whose inputs hold a NaN or
/// both infinities: the tiles compute it once more where their sum of all inputs is NaN.
final class CarefulMax {
  private CarefulMax() {}

  /// Computes a row of outputs, whose operands were checked before.
  ///
  /// @param x address of the first output's input with displacement 0
  /// @param pixel bytes between the inputs of neighbouring outputs
  /// @param pixels outputs
  /// @param taps byte displacements of the window's rows
  /// @param columns taps behind one entry
  /// @param y address of the first output
  static void tile(long x, long pixel, int pixels, int[] taps, int columns, long y) {
    for (int i = 0; i < pixels; i++) {
      FloatVector most = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      for (int tap : taps) {
        long p = x + i * pixel + tap;
        for (int k = 0; k < columns; k++) {
          FloatVector v =
              FloatVector.fromMemorySegment(SPECIES, MEMORY, p + k * BLOCK & MASK, ORDER);
          most = v.max(most);
        }
      }
      most.add(0f).intoMemorySegment(MEMORY, y + i * BLOCK & MASK, ORDER);
    }
  }
}
