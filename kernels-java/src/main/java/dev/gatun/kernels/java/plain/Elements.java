package dev.gatun.kernels.java.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies and fills runs of elements of 1, 2, 4 or 8 bytes; what the bits mean does not matter
/// here. Offsets and strides count elements.
final class Elements {
  private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;

  /// Edge of a transposition tile: 16 rows and columns of up to 64 bytes each stay in L1.
  private static final long TILE = 16;

  /// Bytes from which a call to the system's copy pays.
  private static final long COPY_BYTES = 64;

  private Elements() {}

  /// One element's bits, zero-extended.
  static long bits(int bytes, MemorySegment x, long i) {
    return switch (bytes) {
      case 1 -> x.get(I8, i) & 0xffL;
      case 2 -> x.get(I16, 2 * i) & 0xffffL;
      case 4 -> x.get(I32, 4 * i) & 0xffffffffL;
      default -> x.get(I64, 8 * i);
    };
  }

  /// Stores the low bits of one element.
  static void set(int bytes, MemorySegment y, long i, long bits) {
    switch (bytes) {
      case 1 -> y.set(I8, i, (byte) bits);
      case 2 -> y.set(I16, 2 * i, (short) bits);
      case 4 -> y.set(I32, 4 * i, (int) bits);
      default -> y.set(I64, 8 * i, bits);
    }
  }

  /// `n` equal elements, `stride` apart.
  static void fill(int bytes, long bits, MemorySegment y, long yOffset, long stride, long n) {
    switch (bytes) {
      case 1 -> {
        for (long i = 0; i < n; i++) {
          y.set(I8, yOffset + i * stride, (byte) bits);
        }
      }
      case 2 -> {
        for (long i = 0; i < n; i++) {
          y.set(I16, 2 * (yOffset + i * stride), (short) bits);
        }
      }
      case 4 -> {
        for (long i = 0; i < n; i++) {
          y.set(I32, 4 * (yOffset + i * stride), (int) bits);
        }
      }
      default -> {
        for (long i = 0; i < n; i++) {
          y.set(I64, 8 * (yOffset + i * stride), bits);
        }
      }
    }
  }

  /// `n` neighbouring elements.
  static void copy(
      int bytes, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long n) {
    if (n * bytes >= COPY_BYTES) {
      MemorySegment.copy(x, xOffset * bytes, y, yOffset * bytes, n * bytes);
    } else {
      copy(bytes, x, xOffset, 1, y, yOffset, 1, n);
    }
  }

  /// `n` elements with strides.
  static void copy(
      int bytes,
      MemorySegment x,
      long xOffset,
      long xStride,
      MemorySegment y,
      long yOffset,
      long yStride,
      long n) {
    switch (bytes) {
      case 1 -> {
        for (long i = 0; i < n; i++) {
          y.set(I8, yOffset + i * yStride, x.get(I8, xOffset + i * xStride));
        }
      }
      case 2 -> {
        for (long i = 0; i < n; i++) {
          y.set(I16, 2 * (yOffset + i * yStride), x.get(I16, 2 * (xOffset + i * xStride)));
        }
      }
      case 4 -> {
        for (long i = 0; i < n; i++) {
          y.set(I32, 4 * (yOffset + i * yStride), x.get(I32, 4 * (xOffset + i * xStride)));
        }
      }
      default -> {
        for (long i = 0; i < n; i++) {
          y.set(I64, 8 * (yOffset + i * yStride), x.get(I64, 8 * (xOffset + i * xStride)));
        }
      }
    }
  }

  /// A matrix of `rows × columns` elements with any strides.
  static void copyMatrix(
      int bytes,
      MemorySegment x,
      long xOffset,
      long xRow,
      long xColumn,
      MemorySegment y,
      long yOffset,
      long yRow,
      long yColumn,
      long rows,
      long columns) {
    if (xColumn == 1 && yColumn == 1) {
      for (long r = 0; r < rows; r++) {
        copy(bytes, x, xOffset + r * xRow, y, yOffset + r * yRow, columns);
      }
      return;
    }
    boolean transposes = Math.abs(xRow) < Math.abs(xColumn) && rows >= 4 && columns >= 4;
    long height = transposes ? TILE : rows;
    long width = transposes ? TILE : columns;
    for (long r0 = 0; r0 < rows; r0 += height) {
      long r1 = Math.min(rows, r0 + height);
      for (long c = 0; c < columns; c += width) {
        long n = Math.min(width, columns - c);
        for (long r = r0; r < r1; r++) {
          copyRow(
              bytes,
              x,
              xOffset + r * xRow + c * xColumn,
              xColumn,
              y,
              yOffset + r * yRow + c * yColumn,
              yColumn,
              n);
        }
      }
    }
  }

  private static void copyRow(
      int bytes,
      MemorySegment x,
      long xOffset,
      long xStride,
      MemorySegment y,
      long yOffset,
      long yStride,
      long n) {
    if (xStride == 0) {
      fill(bytes, bits(bytes, x, xOffset), y, yOffset, yStride, n);
    } else {
      copy(bytes, x, xOffset, xStride, y, yOffset, yStride, n);
    }
  }
}
