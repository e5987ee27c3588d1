package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Caches;
import dev.gatun.kernels.java.width.Width;

/// How Winograd's work is cut, and what it then costs by a model: multiply-adds at the speed that
/// tiles reach, transforms per tile and channel block, and transformed weights that every block of
/// tiles streams anew.
///
/// Few blocks stream the weights seldom; many balance the threads. That V and M of a block outgrow
/// the L2 cache matters less: a point's part of them is what must fit. (Sapphire Rapids, 256 → 256
/// channels on 56 × 56: blocks of 14, 28, 56, 112 tiles 10.9, 9.7, 9.7, 9.6 ms, 1 to 8 MB.)
///
/// @param rows rows of tiles in a block
/// @param columns tiles of a row in a block
/// @param chunks parts of the output panels
/// @param nanos what the model says
record WinogradBlocking(int rows, int columns, int chunks, double nanos) {
  /// Output blocks of a weight panel, the height of the best register tiles.
  static final int PANEL_BLOCKS = Width.REGISTERS >= 32 ? 4 : 2;

  /// Multiply-adds per nanosecond and lane of a core, about 85 % of the roof.
  static final double PRODUCTS_PER_NANO = 70.0 / 16;

  /// Weights that a core streams per nanosecond.
  static final double BYTES_PER_NANO = 8;

  /// A register tile's start and store, in input channels, and its pixels.
  private static final int CALL_CHANNELS = 12;

  private static final int CALL_PIXELS = 6;

  /// Transforms of a tile and channel block, nanoseconds per point.
  private static final double INPUT_NANOS = 2.8;

  private static final double OUTPUT_NANOS = 1.4;

  /// Most memory for V and M of a worker.
  private static final long SCRATCH_BYTES = Caches.SHARED_BYTES;

  private static final int MOST_COLUMNS = Math.clamp(Caches.SHARED_BYTES >> 15, 1, 112);

  /// Decides: the cheapest cut by the model.
  ///
  /// @param shape the convolution
  /// @param outputs m of F(m × m, 3 × 3)
  /// @param threads that share the work
  static WinogradBlocking choose(ConvShape shape, int outputs, int threads) {
    int tileRows = Math.ceilDiv(shape.outH(), outputs);
    int tileColumns = Math.ceilDiv(shape.outW(), outputs);
    int columns = Math.ceilDiv(tileColumns, Math.ceilDiv(tileColumns, MOST_COLUMNS));
    int panels = Math.ceilDiv(Math.ceilDiv(shape.outC(), Width.LANES), PANEL_BLOCKS);
    WinogradBlocking best = null;
    for (int rows = 1; rows <= tileRows; rows++) {
      if (rows > 1
          && (columns < tileColumns
              || scratchBytes(shape, outputs, rows * columns) > SCRATCH_BYTES)) {
        break;
      }
      for (int chunks = 1; chunks <= Math.min(threads, panels); chunks++) {
        double nanos = nanos(shape, outputs, threads, rows, columns, chunks);
        if (best == null || nanos < best.nanos) {
          best = new WinogradBlocking(rows, columns, chunks, nanos);
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("Winograd: got " + shape + ", required an output");
    }
    return best;
  }

  private static long scratchBytes(ConvShape shape, int outputs, int tiles) {
    int blocks = Math.ceilDiv(shape.inC(), Width.LANES) + Math.ceilDiv(shape.outC(), Width.LANES);
    return (outputs + 2L) * (outputs + 2) * blocks * tiles * Width.BLOCK_BYTES;
  }

  private static double nanos(
      ConvShape shape, int outputs, int threads, int rows, int columns, int chunks) {
    int points = (outputs + 2) * (outputs + 2);
    long blocks =
        (long) Math.ceilDiv(Math.ceilDiv(shape.outH(), outputs), rows)
            * Math.ceilDiv(Math.ceilDiv(shape.outW(), outputs), columns);
    long rounds = Math.ceilDiv(shape.images() * blocks * chunks, (long) threads);
    int tiles = rows * columns;
    double outC = (double) Math.ceilDiv(shape.outC(), Width.LANES) * Width.LANES / chunks;
    double pixels =
        (double) tiles * shape.inC()
            + (double) Math.ceilDiv(tiles, CALL_PIXELS) * CALL_PIXELS * CALL_CHANNELS;
    double products = points * outC * pixels / (PRODUCTS_PER_NANO * Width.LANES);
    double stream = points * outC * shape.inC() * Float.BYTES / BYTES_PER_NANO;
    double inputs = INPUT_NANOS * Math.ceilDiv(shape.inC(), Width.LANES);
    double results = OUTPUT_NANOS * outC / Width.LANES;
    return rounds * (products + stream + tiles * points * (inputs + results));
  }
}
