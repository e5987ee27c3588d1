package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs convolution tiles over the rows of matrix products.
///
/// Order of loops: task (batch × bands × panel chunk) → band of rows → chunk of columns → panel →
/// run of taps → tile → k. A band of A stays in the L2 cache while the panels stream by, a run's
/// weights beside it while the rows do; between runs the sums wait in the output.
///
/// Tiles need native memory that nobody frees, and write whole vectors. So a band of A that is the
/// caller's is copied to scratch memory first, and a chunk of columns that are the caller's, or
/// whose rows do not end with a vector, is computed there and copied from it: pieces that fit the
/// L2 cache, where copies of whole matrices would go to memory and back.
final class ProductStep extends Step {
  /// A and C, and what lies between.
  ///
  /// @param a A, by rows; the caller's memory or planned memory
  /// @param aBatch bytes between batches of A
  /// @param c C, by rows that follow each other
  /// @param weights packed weights
  /// @param weightBatch bytes between the weights of batches; 0 where all share them
  /// @param bias padded bias
  /// @param scratch [ProductExtents#scratchBytes] for each thread
  record Operands(
      Place a, long aBatch, Place c, Place weights, long weightBatch, Place bias, Place scratch) {}

  private final Operands operands;
  private final ProductExtents extents;
  private final ConvPhase phase;
  private final int bandChunks;
  private final int panelChunks;
  private final float low;
  private final float high;
  private @Nullable ReadAhead nextWeights;

  /// @param phase panels and tiles; a row segment is a band
  /// @param threads threads that will share the work
  /// @param clamp applied last
  ProductStep(
      PlanReport.StepReport report,
      Operands operands,
      ProductExtents extents,
      ConvPhase phase,
      int threads,
      Activation clamp) {
    super(report);
    this.operands = operands;
    this.extents = extents;
    this.phase = phase;
    low = ConvStep.clampLow(clamp);
    high = ConvStep.clampHigh(clamp);
    TaskSplit split =
        TaskSplit.choose(
            extents.batches(),
            phase.units(),
            phase.panels.length,
            1,
            4L * extents.m() * extents.k(),
            phase.weightBytes(),
            threads);
    bandChunks = split.rowBlocks();
    panelChunks = split.panelChunks();
  }

  @Override
  List<Place> places() {
    return List.of(operands.a, operands.c, operands.weights, operands.bias, operands.scratch);
  }

  @Override
  List<Staged<?>> kernels() {
    List<Staged<?>> kernels = new ArrayList<>();
    for (ConvPhase.Panel panel : phase.panels) {
      kernels.add(panel.full());
      kernels.add(panel.last());
    }
    return extents.batches() * phase.products() < ConvStep.WARM_UP_PRODUCTS ? List.of() : kernels;
  }

  @Override
  @Nullable ReadAhead firstWeights() {
    return ReadAhead.of(operands.weights);
  }

  @Override
  void readAhead(@Nullable ReadAhead next) {
    nextWeights = next;
  }

  @Override
  int tasks() {
    return extents.batches() * bandChunks * panelChunks;
  }

  @Override
  void run(Context context, int task) {
    run(context, task, 0);
  }

  @Override
  void run(Context context, int task, int worker) {
    int chunk = task % panelChunks;
    int bandChunk = task / panelChunks % bandChunks;
    int batch = task / panelChunks / bandChunks;
    int from = phase.panels.length * chunk / panelChunks;
    int to = phase.panels.length * (chunk + 1) / panelChunks;
    int end = (int) ((long) phase.units() * (bandChunk + 1) / bandChunks);
    for (int band = (int) ((long) phase.units() * bandChunk / bandChunks); band < end; band++) {
      runBand(context, batch, band, from, to, worker);
    }
  }

  private void runBand(Context context, int batch, int band, int from, int to, int worker) {
    int first = band * phase.segmentPixels;
    boolean last = band == phase.segments - 1;
    int rows = Math.min(phase.segmentPixels, extents.m() - first);
    MemorySegment scratch = operands.scratch.segment(context);
    long own = operands.scratch.offset() + worker * extents.scratchBytes(phase.segmentPixels);
    MemorySegment a = operands.a.segment(context);
    long aAt = operands.a.offset() + batch * operands.aBatch + 4L * first * extents.k();
    if (extents.copiesA()) {
      MemorySegment.copy(a, aAt, scratch, own, 4L * rows * extents.k());
      a = scratch;
      aAt = own;
    }
    MemorySegment c = operands.c.segment(context);
    long cRow = 4L * extents.n();
    long cAt = operands.c.offset() + ((long) batch * extents.m() + first) * cRow;
    long chunkAt = own + extents.aBytes(phase.segmentPixels);
    for (int p = from; p < to; ) {
      int behind = extents.copiesC() ? chunkEnd(p, to, rows) : to;
      int column = phase.panels[p].firstBlock() * Width.LANES;
      if (extents.copiesC()) {
        long chunkRow = chunkRow(p, behind);
        long chunk = chunkAt;
        for (int q = p; q < behind; q++) {
          runPanel(context, batch, q, to, last, a, aAt, scratch, chunk, chunkRow);
          chunk += (long) phase.panels[q].blocks() * Width.BLOCK_BYTES;
        }
        long bytes = Math.min(chunkRow, cRow - 4L * column);
        copyRows(scratch, chunkAt, chunkRow, c, cAt + 4L * column, cRow, bytes, rows);
      } else {
        for (int q = p; q < behind; q++) {
          long at = cAt + (long) phase.panels[q].firstBlock() * Width.BLOCK_BYTES;
          runPanel(context, batch, q, to, last, a, aAt, c, at, cRow);
        }
      }
      p = behind;
    }
  }

  /// The panel behind a chunk that fits its part of the cache.
  private int chunkEnd(int from, int to, int rows) {
    int end = from + 1;
    while (end < to && rows * chunkRow(from, end + 1) <= ProductExtents.CHUNK_BYTES) {
      end++;
    }
    return end;
  }

  /// Bytes of a row of a chunk.
  private long chunkRow(int from, int to) {
    ConvPhase.Panel last = phase.panels[to - 1];
    int blocks = last.firstBlock() + last.blocks() - phase.panels[from].firstBlock();
    return (long) blocks * Width.BLOCK_BYTES;
  }

  private static void copyRows(
      MemorySegment from,
      long at,
      long row,
      MemorySegment to,
      long toAt,
      long toRow,
      long bytes,
      int rows) {
    if (row == bytes && toRow == bytes) {
      MemorySegment.copy(from, at, to, toAt, bytes * rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      MemorySegment.copy(from, at + i * row, to, toAt + i * toRow, bytes);
    }
  }

  /// All columns of a panel in a band of rows.
  ///
  /// @param to the panel behind the last one of the task
  /// @param last whether the band is the last one
  private void runPanel(
      Context context,
      int batch,
      int index,
      int to,
      boolean last,
      MemorySegment a,
      long aAt,
      MemorySegment c,
      long cAt,
      long cRow) {
    ConvPhase.Panel panel = phase.panels[index];
    ConvTile[] tiles = (last ? panel.last() : panel.full()).now();
    ConvPhase.Run[] runs = panel.runs(phase.segments);
    MemorySegment w = operands.weights.segment(context);
    long weights = operands.weights.offset() + batch * operands.weightBatch;
    for (int i = 0; i < runs.length; i++) {
      // read ahead: the next run, else the next panel, else the next step
      ConvPhase.Run following =
          i + 1 < runs.length
              ? runs[i + 1]
              : index + 1 < to ? phase.panels[index + 1].runs(phase.segments)[0] : null;
      MemorySegment n = Zeros.VECTORS;
      long ahead = 0;
      long bytes = 0;
      if (following != null && following.weightBytes() >= ConvTile.TOUCHED) {
        n = w;
        ahead = weights + following.weightOffset();
        bytes = following.weightBytes();
      } else if (following == null && last && nextWeights != null) {
        n = nextWeights.place().segment(context);
        ahead = nextWeights.place().offset();
        bytes = nextWeights.bytes();
      }
      int rounds = runs[i].taps().depth() / ConvTile.ROUND;
      long stride = ReadAhead.stride(bytes, (long) tiles.length * rounds);
      runTiles(context, panel, runs, i, tiles, a, aAt, w, weights, c, cAt, cRow, n, ahead, stride);
    }
  }

  /// One run of taps over a band of rows.
  private void runTiles(
      Context context,
      ConvPhase.Panel panel,
      ConvPhase.Run[] runs,
      int index,
      ConvTile[] tiles,
      MemorySegment a,
      long aAt,
      MemorySegment w,
      long weights,
      MemorySegment c,
      long cAt,
      long cRow,
      MemorySegment n,
      long ahead,
      long stride) {
    boolean firstRun = index == 0;
    boolean lastRun = index == runs.length - 1;
    ConvPhase.Run run = runs[index];
    MemorySegment b = lastRun ? operands.bias.segment(context) : Zeros.VECTORS;
    long bAt = lastRun ? operands.bias.offset() + (long) panel.firstBlock() * Width.BLOCK_BYTES : 0;
    // what sums start from: zero, later what the run before left
    MemorySegment s = firstRun ? Zeros.VECTORS : c;
    long sPixel = firstRun ? Width.BLOCK_BYTES : cRow;
    long sBlock = firstRun ? 0 : Width.BLOCK_BYTES;
    long aRow = 4L * extents.k();
    long touched = run.taps().depth() / ConvTile.ROUND * stride;
    int row = 0;
    for (int i = 0; i < tiles.length; i++) {
      ConvTile tile = tiles[i];
      tile.run(
          a,
          aAt + row * aRow,
          run.taps(),
          w,
          weights + run.weightOffset(),
          s,
          firstRun ? 0 : cAt + row * cRow,
          sPixel,
          sBlock,
          b,
          bAt,
          c,
          cAt + row * cRow,
          cRow,
          Width.BLOCK_BYTES,
          lastRun ? low : Float.NEGATIVE_INFINITY,
          lastRun ? high : Float.POSITIVE_INFINITY,
          n,
          ahead + i * touched,
          stride);
      row += tile.pixels();
    }
  }
}
