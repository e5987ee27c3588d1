package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Copies a plain image with few channels into planes with a zero border, the input of first
/// layers. The source may be the caller's memory.
final class PlanarStep extends Step {
  /// Tasks of a channel: enough for two threads to share three channels evenly.
  private static final int PARTS = 4;

  /// `[N][C][D][H][W]` widened by a halo; strides are bytes.
  ///
  /// @param n images
  /// @param c channels
  /// @param extents without the halo
  /// @param halo zero border
  record Layout(int n, int c, Spatial extents, Halo halo) {
    static Layout of(Shape shape, Halo halo) {
      return new Layout(shape.intDim(0), shape.intDim(1), Spatial.of(shape), halo);
    }

    /// Rounded up so that borders are cleared in steps of 8 bytes.
    long row() {
      return 8L * Math.ceilDiv(extents.w() + halo.w0() + halo.w1(), 2);
    }

    long plane() {
      return row() * (extents.h() + halo.h0() + halo.h1());
    }

    long channel() {
      return plane() * (extents.d() + halo.d0() + halo.d1());
    }

    long bytes() {
      return channel() * c * n;
    }
  }

  private final Place from;
  private final Place to;
  private final Layout layout;

  PlanarStep(PlanReport.StepReport report, Place from, Place to, Layout layout) {
    super(report);
    this.from = from;
    this.to = to;
    this.layout = layout;
  }

  @Override
  List<Place> places() {
    return List.of(from, to);
  }

  @Override
  int tasks() {
    return layout.n() * layout.c() * PARTS;
  }

  @Override
  void run(Context context, int task) {
    MemorySegment source = from.segment(context);
    MemorySegment target = to.segment(context);
    Spatial in = layout.extents();
    int channel = task / PARTS;
    int part = task % PARTS;
    int rows = in.d() * in.h();
    long start = to.offset() + channel * layout.channel();
    int end = (int) ((long) rows * (part + 1) / PARTS);
    for (int row = (int) ((long) rows * part / PARTS); row < end; row++) {
      long at = clearBorder(target, start, row);
      long bytes = 4L * in.w();
      MemorySegment.copy(
          source, from.offset() + ((long) channel * rows + row) * bytes, target, at, bytes);
    }
  }

  /// Clears the border around a row: its own ends, with the first and the last row of a plane what
  /// lies above and below, with the first and the last row of all the planes before and behind.
  ///
  /// @param start offset of the channel
  /// @param row input row, of all planes
  /// @return offset of the row's first pixel
  private long clearBorder(MemorySegment target, long start, int row) {
    Spatial in = layout.extents();
    Halo halo = layout.halo();
    int d = row / in.h();
    int h = row % in.h();
    long plane = start + (d + halo.d0()) * layout.plane();
    long at = plane + (h + halo.h0()) * layout.row();
    if (row == 0) {
      Zeros.fill(target, start, halo.d0() * layout.plane());
    }
    if (h == 0) {
      Zeros.fill(target, plane, halo.h0() * layout.row());
    }
    long left = 4L * halo.w0();
    long right = left + 4L * in.w() & -8; // in steps of 8 bytes; the row comes over what overlaps
    Zeros.fill(target, at, left + 4 & -8);
    Zeros.fill(target, at + right, layout.row() - right);
    if (h == in.h() - 1) {
      Zeros.fill(target, at + layout.row(), halo.h1() * layout.row());
    }
    if (row == in.d() * in.h() - 1) {
      Zeros.fill(target, plane + layout.plane(), halo.d1() * layout.plane());
    }
    return at + left;
  }
}
