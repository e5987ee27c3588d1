package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Memory without a bounds check at every access, for the inner loops of tiles.
///
/// The checks of a [MemorySegment] cost an FMA-bound loop an eighth of its speed on cores that share
/// ports between vectors and integers (Sapphire Rapids: 14 × 2 tile 135 against 155 of 179
/// GFLOP/s). So a tile checks what it is about to touch once per operand, with [#address], and then
/// reads [#MEMORY], one segment over all memory: C2 proves that a masked address plus a
/// small constant lies within it, and no check is left.
///
///     long p = Raw.address(x, xOffset, span);                one check
///     long a = p & Raw.MASK;                                  in the loop: tells C2 the range
///     FloatVector.fromMemorySegment(S, Raw.MEMORY, a + 3 * PIXEL, ORDER)
///
/// A segment must stay alive while a tile runs; plans see to that.
public final class Raw {
  /// All native memory; offsets are addresses.
  @SuppressWarnings("restricted") // Width has asked whether this module may
  public static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /// Keeps every address, and any sum of it with a displacement below 2⁶², within [#MEMORY].
  public static final long MASK = (1L << 62) - 1;

  private Raw() {}

  /// The address of a range of a native segment.
  ///
  /// @param segment native memory
  /// @param offset bytes to the range's start
  /// @param bytes length of the range, ≥ 0
  /// @return the address of its first byte
  /// @throws IndexOutOfBoundsException if the range does not lie within the segment
  public static long address(MemorySegment segment, long offset, long bytes) {
    return start(segment) + Objects.checkIndex(offset, segment.byteSize() - bytes + 1);
  }

  /// The address of a rectangle in a native segment: rows of the same length, the same distance
  /// apart. The first and the last row are checked, all others lie between them.
  ///
  /// @param segment native memory
  /// @param offset bytes to the first row
  /// @param stride bytes from row to row, of either sign
  /// @param rows how many, ≥ 1
  /// @param bytes length of a row, ≥ 0
  /// @return the address of the first row
  /// @throws IndexOutOfBoundsException if a row does not lie within the segment
  public static long rows(MemorySegment segment, long offset, long stride, int rows, long bytes) {
    address(segment, offset + Math.multiplyExact(rows - 1, stride), bytes);
    return address(segment, offset, bytes);
  }

  /// The address of a native segment.
  ///
  /// @param segment native memory
  /// @return the address of its first byte
  /// @throws IllegalArgumentException if it lies on the heap
  public static long start(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException(
          "tile: got " + segment + ", required a segment of native memory");
    }
    return segment.address();
  }
}
