package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.cl.Range;

/// How a product's tiles are dealt out to work items, and in which order these follow each other.
///
/// An item computes a strip: tiles of pixels that follow each other, by one panel of weights. A
/// strip is as long as its inputs stay in a core's cache and enough items are left to keep the
/// device busy; what an item does before its first tile is paid once.
///
/// Items that follow each other multiply the same strip by all panels, so that weights stream past
/// pixels, or by those of a block that stays in the cache, so that pixels stream past weights:
/// whichever reads less.
///
/// @param tiles of an item
/// @param panels of a block
/// @param count of strips
/// @param blocks of all sets
record Strips(long tiles, long panels, long count, long blocks) {
  /// A product's extents.
  ///
  /// @param tiles of pixels of a set
  /// @param sets whose pixels are their own: a batch's products
  /// @param panels that each set's pixels are multiplied by
  /// @param tileBytes inputs of a tile
  /// @param pixelBytes inputs of a set
  /// @param panelBytes weights of a panel
  record Work(
      long tiles, long sets, long panels, long tileBytes, long pixelBytes, long panelBytes) {}

  /// A third of the smallest cache that a core of its own has today, and a quarter of it. Of 1024 ×
  /// 1024 × 1024 on two cores with 512 KiB each and 256-bit vectors, strips of 3 to 6 tiles of 24
  /// KiB past all panels gained 5 to 7 %, of 8 tiles 2 to 5; past blocks of two panels, strips of 4
  /// gained 0 to 3 (medians of 30 turns, a program that was not kept).
  private static final long STRIP_BYTES = 160 << 10;

  private static final long BLOCK_BYTES = 128 << 10;

  /// Deals out.
  ///
  /// @param work what there is
  /// @param busy items from which on the device is busy
  static Strips of(Work work, int busy) {
    long items = work.tiles * work.sets * work.panels;
    long longest = Math.min(STRIP_BYTES / Math.max(1, work.tileBytes), items / busy);
    long count = Math.ceilDiv(work.tiles, Math.clamp(longest, 1, work.tiles));
    long inBlock = Math.clamp(BLOCK_BYTES / Math.max(1, work.panelBytes), 1, work.panels);
    long blocks = Math.ceilDiv(work.panels, inBlock);
    long weightsAgain = (count - 1) * work.panels * work.panelBytes;
    long pixelsAgain = (blocks - 1) * work.pixelBytes;
    long width = weightsAgain <= pixelsAgain ? work.panels : Math.ceilDiv(work.panels, blocks);
    return new Strips(
        Math.ceilDiv(work.tiles, count),
        width,
        count,
        Math.ceilDiv(work.sets * work.panels, width));
  }

  /// Items along panels of a block, strips, blocks; those behind the last panel have nothing to do.
  Range range() {
    return Range.of(panels, count, blocks);
  }
}
