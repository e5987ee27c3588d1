package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;

/// How Winograd tiles cover an output plane, and how many go through the transforms at once.
///
/// A block is some whole rows of tiles, or a piece of one row where rows are long. Its points lie in
/// scratch memory of the worker that runs it:
///
///     V     [point][input block][tile][lanes]
///     M     [point][output block of the chunk][tile][lanes]
///     strip [column][n][lanes]                                one row of tiles
///     edge  [m][columns][lanes]                               tiles that overhang the plane
///
/// Strides between points are padded, and those between blocks are odd multiples of a cache line, so
/// that what is used together does not fall into the same few sets of a cache.
///
/// @param outputs m, rows and columns of a tile
/// @param outH output rows
/// @param outW output columns
/// @param inBlocks input channel blocks
/// @param chunkBlocks most output channel blocks of a task
/// @param blockRows rows of tiles in a block
/// @param blockColumns tiles of a row in a block
record WinogradGrid(
    int outputs,
    int outH,
    int outW,
    int inBlocks,
    int chunkBlocks,
    int blockRows,
    int blockColumns) {
  private static final long POINT_PAD = 192;

  /// Rows of tiles.
  int tileRows() {
    return Math.ceilDiv(outH, outputs);
  }

  /// Tiles of a row.
  int tileColumns() {
    return Math.ceilDiv(outW, outputs);
  }

  int rowBlocks() {
    return Math.ceilDiv(tileRows(), blockRows);
  }

  int columnBlocks() {
    return Math.ceilDiv(tileColumns(), blockColumns);
  }

  /// Tiles of a full block.
  int blockTiles() {
    return blockRows * blockColumns;
  }

  int extent() {
    return outputs + 2;
  }

  int points() {
    return extent() * extent();
  }

  /// Bytes between channel blocks of V and M.
  long blockStride() {
    return (long) (blockTiles() | 1) * Width.BLOCK_BYTES;
  }

  /// Bytes between points of V.
  long vPoint() {
    return inBlocks * blockStride() + POINT_PAD;
  }

  /// Bytes between points of M.
  long mPoint() {
    return chunkBlocks * blockStride() + POINT_PAD;
  }

  /// Where M begins in a worker's scratch memory, V standing first.
  long mOffset() {
    return points() * vPoint();
  }

  long stripOffset() {
    return mOffset() + points() * mPoint();
  }

  long edgeOffset() {
    return stripOffset() + (long) stripColumns(blockColumns) * extent() * Width.BLOCK_BYTES;
  }

  /// Scratch memory of a worker, whole pairs of cache lines.
  long scratchBytes() {
    long edge = (long) outputs * outputs * blockColumns * Width.BLOCK_BYTES;
    return Math.ceilDiv(edgeOffset() + edge, 128) * 128;
  }

  /// Input columns behind a row of tiles.
  int stripColumns(int tiles) {
    return outputs * tiles + 2;
  }
}
