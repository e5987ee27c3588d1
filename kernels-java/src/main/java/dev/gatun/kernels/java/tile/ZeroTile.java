package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// Writes zeros where a value has a border: runs of vectors, the same distance apart, as the gaps
/// between the rows of a channel block are.
///
///     y   run r:   yOffset + r·stride   `vectors` · 4 · lanes bytes
///
/// All memory is native; a range outside its segment throws [IndexOutOfBoundsException] before
/// anything is written.
public interface ZeroTile {
  /// Clears runs of memory.
  ///
  /// @param y the memory
  /// @param yOffset byte offset of the first run
  /// @param stride bytes from run to run
  /// @param runs how many, ≥ 1
  /// @param vectors length of a run, ≥ 1
  /// @throws IndexOutOfBoundsException if a run does not lie in the segment
  void clear(MemorySegment y, long yOffset, long stride, int runs, int vectors);
}
