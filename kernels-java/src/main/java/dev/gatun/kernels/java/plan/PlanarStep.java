package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Copies a plain image with few channels into planes with a zero border, the input of first
/// layers. The source may be the caller's memory.
final class PlanarStep extends Step {

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
    return layout.n() * layout.c();
  }

  @Override
  void run(Context context, int task) {
    MemorySegment source = from.segment(context);
    MemorySegment target = to.segment(context);
    Spatial in = layout.extents();
    Halo halo = layout.halo();
    long rowBytes = 4L * in.w();
    long start = to.offset() + task * layout.channel();
    Zeros.fill(target, start, layout.channel());
    for (int d = 0; d < in.d(); d++) {
      for (int h = 0; h < in.h(); h++) {
        long row = (((long) task * in.d() + d) * in.h() + h) * rowBytes;
        long at =
            start
                + (d + halo.d0()) * layout.plane()
                + (h + halo.h0()) * layout.row()
                + 4L * halo.w0();
        MemorySegment.copy(source, from.offset() + row, target, at, rowBytes);
      }
    }
  }
}
