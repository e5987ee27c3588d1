package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.TapTable;
import dev.gatun.kernels.java.width.Caches;
import dev.gatun.kernels.java.width.Width;
import java.util.ArrayList;
import java.util.List;

/// A dense grid of outputs that share one tap table per weight panel: all outputs of a convolution,
/// or those of one residue of a transposed convolution's strides.
final class ConvPhase {
  /// Weights of a run: a sixteenth of the L2 cache, a row block's inputs and outputs beside them,
  /// and what a neighbour on the core's other hyperthread keeps there. The L1 cache need not hold
  /// them: a 6 × 4 tile reads four lines in twelve cycles (Sapphire Rapids: 172 of 179 GFLOP/s with
  /// 256 KB of weights, 165 in runs of 32 KB; on an EPYC with 256-bit vectors 16, 32 and 64 KB are
  /// within 3 %).
  static final long RUN_BYTES = Caches.L2_BYTES / 16;

  final long xOffset;
  final long yOffset;
  final int rows;
  final int rowsPerPlane;
  final int segments;
  final int segmentPixels;
  final Panel[] panels;
  private final long products;
  private final long weightBytes;

  /// What the hot loop needs of a weight panel.
  ///
  /// @param firstBlock first output channel block
  /// @param blocks output channel blocks
  /// @param taps all taps
  /// @param runs tap runs that are summed one after the other over all of a task's rows, so that a
  ///   run's weights stay in the L2 cache
  /// @param whole all taps as one run
  /// @param full tiles that cover a full segment of a row
  /// @param last tiles that cover a row's last segment
  /// @param lastPixels pixels of a row's last segment
  record Panel(
      int firstBlock,
      int blocks,
      TapTable taps,
      Run[] runs,
      Run[] whole,
      Staged<ConvTile[]> full,
      Staged<ConvTile[]> last,
      int lastPixels) {
    /// The runs for a number of row segments. Where a single tile meets the weights, cutting would
    /// cost its sums a way to memory and back for nothing.
    Run[] runs(int segments) {
      return segments == 1 && full.best().length == 1 && runs.length > 1 ? whole : runs;
    }

    /// Most tile calls of a row segment, now or later: stages only get shorter.
    int calls() {
      return Math.max(full.now().length, last.now().length);
    }

    /// The register tile of a full segment's beginning.
    ConvTile tile() {
      return full.best()[0];
    }
  }

  /// Consecutive taps of a panel.
  ///
  /// @param taps which
  /// @param weightOffset bytes into the packed weights
  /// @param weightBytes bytes of its weights
  record Run(TapTable taps, long weightOffset, long weightBytes) {}

  /// @param xOffset bytes added to the input's first pixel
  /// @param yOffset bytes added to the output's first pixel
  /// @param extents output planes, rows, pixels per row
  /// @param weights packed panels
  /// @param tiles tile table by block count
  /// @param budgetPixels pixels of a row that one task should hold in cache
  ConvPhase(
      long xOffset,
      long yOffset,
      Spatial extents,
      List<WeightPanel> weights,
      TileTable tiles,
      int budgetPixels) {
    this.xOffset = xOffset;
    this.yOffset = yOffset;
    rows = extents.d() * extents.h();
    rowsPerPlane = extents.h();
    int largest =
        weights.stream().mapToInt(w -> tiles.of(w.blocks()).getFirst().pixels()).max().orElse(1);
    int wanted = Math.max(1, budgetPixels / largest) * largest;
    segmentPixels = Math.min(extents.w(), wanted);
    segments = extents.w() == 0 ? 0 : Math.ceilDiv(extents.w(), segmentPixels);
    int lastPixels = extents.w() - Math.max(0, segments - 1) * segmentPixels;
    List<Panel> list = new ArrayList<>();
    for (WeightPanel w : weights) {
      TapTable taps = w.table();
      list.add(
          new Panel(
              w.firstBlock(),
              w.blocks(),
              taps,
              runs(w, taps),
              new Run[] {new Run(taps, w.offset(), w.bytes())},
              tiles.cover(w.blocks(), segmentPixels),
              tiles.cover(w.blocks(), lastPixels),
              lastPixels));
    }
    panels = list.toArray(new Panel[0]);
    weightBytes = weights.stream().mapToLong(WeightPanel::bytes).sum();
    products =
        weights.stream()
            .mapToLong(w -> extents.volume() * w.depth() * w.blocks() * Width.LANES)
            .sum();
  }

  private static Run[] runs(WeightPanel panel, TapTable taps) {
    int[] cuts = panel.cuts(RUN_BYTES);
    Run[] runs = new Run[cuts.length - 1];
    long offset = panel.offset();
    for (int i = 0; i < runs.length; i++) {
      TapTable part = taps.part(cuts[i], cuts[i + 1]);
      long bytes = (long) part.depth() * panel.blocks() * Width.BLOCK_BYTES;
      runs[i] = new Run(part, offset, bytes);
      offset += bytes;
    }
    return runs;
  }

  /// Row segments of one image, the units of division between tasks.
  int units() {
    return rows * segments;
  }

  /// Bytes of the packed weights.
  long weightBytes() {
    return weightBytes;
  }

  /// Multiply-adds of one image.
  long products() {
    return products;
  }
}
