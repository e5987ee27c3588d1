package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Caches;
import dev.gatun.kernels.java.width.Width;

/// Sizes of matrix products, where copies are needed, and what of them the caches hold.
///
/// @param batches products
/// @param m rows of C
/// @param n columns of C
/// @param k products per element
/// @param copiesA whether A is the caller's
/// @param copiesC whether C is the caller's, or its rows do not end with a vector
record ProductExtents(int batches, int m, int n, int k, boolean copiesA, boolean copiesC) {
  /// Bytes of a band of A.
  private static final long BAND_BYTES = Caches.L2_BYTES / 4;

  /// Bytes of a chunk of columns in scratch memory, unless it is a single panel.
  static final long CHUNK_BYTES = Caches.L2_BYTES / 8;

  /// Columns of a chunk that make copying its rows worth a call each.
  private static final int CHUNK_COLUMNS = 256;

  /// Rows of a band at least, that the weights which stream by are used for.
  private static final int LEAST_ROWS = 48;

  /// Most rows of a tile.
  private static final int TILE_ROWS = 8;

  /// Most blocks of a panel.
  private static final int WIDEST = 8;

  /// Rows of a band, so that all bands are about equal and fit the cache; rounded up where they are
  /// rounded down to whole tiles afterwards, since a band of few rows would need all weights once
  /// more.
  int bandRows() {
    long a = BAND_BYTES / (4L * k);
    long c = CHUNK_BYTES / (4L * Math.min(padded(n), CHUNK_COLUMNS));
    long most = Math.max(LEAST_ROWS, copiesC ? Math.min(a, c) : a);
    return (int) Math.ceilDiv(m, Math.ceilDiv(m, most)) + TILE_ROWS - 1;
  }

  /// Scratch memory of a thread.
  ///
  /// @param rows rows of a band
  long scratchBytes(int rows) {
    return aBytes(rows) + (copiesC ? chunkBytes(rows) : 0);
  }

  /// Scratch memory of a band of A.
  long aBytes(int rows) {
    return copiesA ? 4 * padded((long) rows * k) : 0;
  }

  /// Most bytes of a chunk of columns.
  private long chunkBytes(int rows) {
    long panel = (long) rows * WIDEST * Width.BLOCK_BYTES;
    return Math.min(4L * rows * padded(n), Math.max(CHUNK_BYTES, panel));
  }

  private static long padded(long elements) {
    return Math.ceilDiv(elements, (long) Width.LANES) * Width.LANES;
  }
}
