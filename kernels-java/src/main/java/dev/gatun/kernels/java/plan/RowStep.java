package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies a strip kernel to every row of a blocked value; one task per image and channel block.
/// Where no operand has a halo a channel block is one long row.
final class RowStep extends Step {

  /// A strip kernel on one row.
  interface Kernel {
    /// @param a first operand
    /// @param aOffset byte offset of the row
    /// @param b second operand, or the first one again
    /// @param bOffset byte offset of the row
    /// @param y result
    /// @param yOffset byte offset of the row
    /// @param count elements
    void run(
        MemorySegment a,
        long aOffset,
        MemorySegment b,
        long bOffset,
        MemorySegment y,
        long yOffset,
        long count);
  }

  /// An operand and how it follows the result's rows.
  ///
  /// @param place its memory
  /// @param layout its layout, or null where it has no rows of its own
  /// @param image bytes between images, where it has no layout
  /// @param block bytes between channel blocks, where it has no layout
  record Source(Place place, @Nullable Blocked layout, long image, long block) {
    static Source rows(BlockedPlace value) {
      return new Source(value.place(), value.layout(), 0, 0);
    }

    /// One value for everything.
    static Source scalar(Place place) {
      return new Source(place, null, 0, 0);
    }

    /// One value per channel, padded to whole blocks.
    static Source channels(Place place) {
      return new Source(place, null, 0, Width.BLOCK_BYTES);
    }

    /// One value per channel, and per image where the layout has several, from a blocked value with
    /// one pixel.
    static Source pixel(BlockedPlace value) {
      Blocked l = value.layout();
      Place first = new Place(value.place().buffer(), value.place().delta() + l.base());
      return new Source(first, null, l.n() == 1 ? 0 : l.image(), l.block());
    }

    long offset(int n, int channelBlock, int d, int h) {
      return place.offset()
          + (layout == null
              ? n * image + channelBlock * block
              : layout.at(n, channelBlock, d, h, 0));
    }

    boolean isFlat() {
      return layout == null || layout.isFlat();
    }
  }

  private final Kernel kernel;
  private final Source a;
  private final @Nullable Source b;
  private final BlockedPlace y;
  private final boolean flat;

  RowStep(
      PlanReport.StepReport report, Kernel kernel, Source a, @Nullable Source b, BlockedPlace y) {
    super(report);
    this.kernel = kernel;
    this.a = a;
    this.b = b;
    this.y = y;
    this.flat = a.isFlat() && (b == null || b.isFlat()) && y.layout().isFlat();
  }

  @Override
  List<Place> places() {
    List<Place> places = new ArrayList<>(List.of(a.place(), y.place()));
    if (b != null) {
      places.add(b.place());
    }
    return places;
  }

  @Override
  int tasks() {
    return y.layout().n() * y.layout().blocks();
  }

  @Override
  void run(Context context, int task) {
    Blocked l = y.layout();
    int image = task / l.blocks();
    int block = task % l.blocks();
    Source second = b == null ? a : b;
    MemorySegment as = a.place().segment(context);
    MemorySegment bs = second.place().segment(context);
    MemorySegment ys = y.place().segment(context);
    long start = y.place().offset();
    if (flat) {
      kernel.run(
          as,
          a.offset(image, block, 0, 0),
          bs,
          second.offset(image, block, 0, 0),
          ys,
          start + l.at(image, block, 0, 0, 0),
          l.pixels() * Width.LANES);
      return;
    }
    Zeros.clearHalo(context, y, image, block);
    for (int d = 0; d < l.d(); d++) {
      for (int h = 0; h < l.h(); h++) {
        kernel.run(
            as,
            a.offset(image, block, d, h),
            bs,
            second.offset(image, block, d, h),
            ys,
            start + l.at(image, block, d, h, 0),
            (long) l.w() * Width.LANES);
      }
    }
  }
}
