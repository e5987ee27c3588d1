package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Winograd convolution, block of tiles by block of tiles.
///
/// Task: image × block of tiles × chunk of output panels. Its three stages share a worker's scratch
/// memory: transform the block's inputs, one matrix product per point, transform back.
final class WinogradStep extends Step {

  /// Operands of a step.
  ///
  /// @param x input, from the first pixel of the first window
  /// @param y output
  /// @param residual added before the activation, or null
  /// @param weights transformed weights
  /// @param bias padded bias
  /// @param zeros a row of zeros, in place of missing input rows
  /// @param scratch memory of all workers
  /// @param target the blocked value whose halo this step clears
  record Operands(
      Strided x,
      Strided y,
      @Nullable Strided residual,
      Place weights,
      Place bias,
      Place zeros,
      Place scratch,
      BlockedPlace target) {}

  private final Operands operands;
  private final WinogradGrid grid;
  private final WinogradTransform transform;
  private final WinogradProduct product;
  private final int images;
  private final int chunks;
  private final float low;
  private final float high;
  private final @Nullable Activation strip;
  private final Strips strips;
  private @Nullable ReadAhead nextWeights;

  /// @param report for people
  /// @param operands memory
  /// @param grid tiles and blocks
  /// @param transform there and back
  /// @param product between them
  /// @param images images
  /// @param chunks parts of the output panels that tasks share
  /// @param activation applied last
  /// @param strips for activations that are not a clamp
  WinogradStep(
      PlanReport.StepReport report,
      Operands operands,
      WinogradGrid grid,
      WinogradTransform transform,
      WinogradProduct product,
      int images,
      int chunks,
      Activation activation,
      Strips strips) {
    super(report);
    this.operands = operands;
    this.grid = grid;
    this.transform = transform;
    this.product = product;
    this.images = images;
    this.chunks = chunks;
    this.strips = strips;
    boolean inTile = ConvStep.isClamp(activation) && operands.residual() == null;
    low = inTile ? ConvStep.clampLow(activation) : Float.NEGATIVE_INFINITY;
    high = inTile ? ConvStep.clampHigh(activation) : Float.POSITIVE_INFINITY;
    strip = inTile || activation.isNone() ? null : activation;
  }

  @Override
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.add(operands.x().place());
    places.add(operands.y().place());
    places.add(operands.weights());
    places.add(operands.bias());
    places.add(operands.zeros());
    places.add(operands.scratch());
    if (operands.residual() != null) {
      places.add(operands.residual().place());
    }
    return places;
  }

  @Override
  List<Staged<?>> kernels() {
    List<Staged<?>> kernels = new ArrayList<>(product.covers());
    kernels.add(new Staged<>(transform, transform, WarmUp::winograd));
    return kernels;
  }

  @Override
  @Nullable ReadAhead firstWeights() {
    return ReadAhead.of(operands.weights());
  }

  @Override
  void readAhead(@Nullable ReadAhead next) {
    nextWeights = next;
  }

  @Override
  int tasks() {
    return images * grid.rowBlocks() * grid.columnBlocks() * chunks;
  }

  @Override
  void run(Context context, int task) {
    run(context, task, 0);
  }

  @Override
  void run(Context context, int task, int worker) {
    int chunk = task % chunks;
    int block = task / chunks % (grid.rowBlocks() * grid.columnBlocks());
    int image = task / chunks / (grid.rowBlocks() * grid.columnBlocks());
    int firstRow = block / grid.columnBlocks() * grid.blockRows();
    int firstColumn = block % grid.columnBlocks() * grid.blockColumns();
    int rows = Math.min(grid.blockRows(), grid.tileRows() - firstRow);
    int columns = Math.min(grid.blockColumns(), grid.tileColumns() - firstColumn);
    MemorySegment scratch = operands.scratch().segment(context);
    long at = operands.scratch().offset() + worker * grid.scratchBytes();
    transformInputs(context, scratch, at, image, firstRow, rows, firstColumn, columns);
    MemorySegment n = Zeros.VECTORS;
    long nOffset = 0;
    long nBytes = 0;
    if (nextWeights != null) {
      n = nextWeights.place().segment(context);
      nOffset = nextWeights.place().offset();
      nBytes = nextWeights.bytes();
    }
    int from = product.panels() * chunk / chunks;
    int to = product.panels() * (chunk + 1) / chunks;
    product.run(
        scratch,
        at,
        at + grid.mOffset(),
        rows * columns,
        operands.weights().segment(context),
        operands.weights().offset(),
        from,
        to,
        n,
        nOffset,
        nBytes);
    int firstBlock = product.firstBlock(from);
    int lastBlock = product.firstBlock(to);
    for (int j = firstBlock; j < lastBlock; j++) {
      long m = at + grid.mOffset() + (j - firstBlock) * grid.blockStride();
      for (int r = 0; r < rows; r++, m += (long) columns * Width.BLOCK_BYTES) {
        transformOutputs(context, scratch, m, at, image, j, firstRow + r, firstColumn, columns);
      }
      if (block == 0) {
        Zeros.clearHalo(context, operands.target(), image, j);
      }
    }
  }

  /// x → V, for all input channel blocks and rows of tiles.
  private void transformInputs(
      Context context,
      MemorySegment scratch,
      long at,
      int image,
      int firstRow,
      int rows,
      int firstColumn,
      int columns) {
    Strided xs = operands.x();
    MemorySegment x = xs.place().segment(context);
    MemorySegment zeros = operands.zeros().segment(context);
    int m = grid.outputs();
    int wanted = grid.stripColumns(columns);
    int present = Math.min(wanted, grid.outW() + 2 - firstColumn * m);
    long strip = at + grid.stripOffset();
    long line = (long) grid.extent() * Width.BLOCK_BYTES;
    Zeros.fill(scratch, strip + present * line, (wanted - present) * line);
    for (int c = 0; c < grid.inBlocks(); c++) {
      long v = at + c * grid.blockStride();
      for (int r = 0; r < rows; r++, v += (long) columns * Width.BLOCK_BYTES) {
        int row = (firstRow + r) * m;
        long from =
            xs.offset()
                + image * xs.image()
                + c * xs.block()
                + row * xs.row()
                + (long) firstColumn * m * xs.pixel();
        int there = Math.min(grid.extent(), grid.outH() + 2 - row);
        transform.columns(x, from, xs.row(), there, zeros, present, scratch, strip);
        transform.tiles(scratch, strip, columns, scratch, v, grid.vPoint());
      }
    }
  }

  /// M → y, for one output channel block and a row of tiles.
  private void transformOutputs(
      Context context,
      MemorySegment scratch,
      long m,
      long at,
      int image,
      int block,
      int tileRow,
      int firstColumn,
      int columns) {
    Strided ys = operands.y();
    MemorySegment y = ys.place().segment(context);
    MemorySegment b = operands.bias().segment(context);
    int size = grid.outputs();
    int height = Math.min(size, grid.outH() - tileRow * size);
    int width = Math.min(size * columns, grid.outW() - firstColumn * size);
    int whole = height == size ? width / size : 0;
    long bOffset = operands.bias().offset() + (long) block * Width.BLOCK_BYTES;
    long to =
        ys.offset()
            + image * ys.image()
            + block * ys.block()
            + (long) tileRow * size * ys.row()
            + (long) firstColumn * size * ys.pixel();
    if (whole > 0) {
      transform.outputs(scratch, m, grid.mPoint(), whole, b, bOffset, y, to, ys.row(), low, high);
    }
    if (whole < columns) { // tiles that overhang
      long edge = at + grid.edgeOffset();
      long edgeRow = (long) size * grid.blockColumns() * Width.BLOCK_BYTES;
      long rest = m + (long) whole * Width.BLOCK_BYTES;
      transform.outputs(
          scratch,
          rest,
          grid.mPoint(),
          columns - whole,
          b,
          bOffset,
          scratch,
          edge,
          edgeRow,
          low,
          high);
      long done = (long) whole * size;
      for (int r = 0; r < height; r++) {
        long row = to + r * ys.row() + done * ys.pixel();
        MemorySegment.copy(scratch, edge + r * edgeRow, y, row, (width - done) * Width.BLOCK_BYTES);
      }
    }
    finishRows(context, y, to, image, block, tileRow * size, firstColumn * size, height, width);
  }

  /// Residual, and activations that are not a clamp.
  private void finishRows(
      Context context,
      MemorySegment y,
      long first,
      int image,
      int block,
      int row,
      int column,
      int height,
      int width) {
    Strided rs = operands.residual();
    long count = (long) width * Width.LANES;
    for (int r = 0; r < height; r++) {
      long at = first + r * operands.y().row();
      if (rs != null) {
        long from =
            rs.offset()
                + image * rs.image()
                + block * rs.block()
                + (row + r) * rs.row()
                + column * rs.pixel();
        MemorySegment residual = rs.place().segment(context);
        strips.binary(Binary.Kind.ADD, y, at, count, residual, from, count, y, at, count);
      }
      if (strip != null) {
        strips.activate(strip, y, at, y, at, count);
      }
    }
  }
}
