package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.RoiAlign;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// RoiAlign of float32 by averages. The mean over a bin's grid of interpolated samples is `Σ_r
/// down[r] · Σ_c across[c] · x[r][c]` over the pixels that the samples touch, so each row of bins
/// first sums its rows of pixels, in the columns that are read, and its bins then sum those.
///
/// Regions lie anywhere and read little of each plane, so all channels of one region after the
/// other would draw the picture through the cache again and again: the taps of many regions are
/// listed first, then each channel serves all of them.
final class F32RoiAverage extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Regions of which the taps are listed at a time.
  private static final int REGIONS = 256;

  private static final PerThread<Work> WORK = new PerThread<>(Work::new);

  private final RoiAlign op;
  private final Shape x;
  private final int height;
  private final int width;
  private final long regions;

  /// What a thread needs while it pools some regions.
  private static final class Work {
    final RoiTaps[] down = new RoiTaps[REGIONS];
    final RoiTaps[] across = new RoiTaps[REGIONS];
    final long[] picture = new long[REGIONS];
    float[] row = new float[64];
  }

  F32RoiAverage(Signature s, RoiAlign op) {
    this(s.outShape(0).dim(0), op, s.inShape(0));
  }

  /// An item is a channel of a block of regions.
  private F32RoiAverage(long regions, RoiAlign op, Shape x) {
    super(
        "plain.RoiAlign",
        Math.ceilDiv(regions, REGIONS) * x.dim(1),
        8 * Math.min(REGIONS, regions) * op.outH() * op.outW());
    this.op = op;
    this.x = x;
    this.height = x.intDim(2);
    this.width = x.intDim(3);
    this.regions = regions;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Work work = WORK.get();
    long channels = x.dim(1);
    long listed = -1;
    for (long i = from; i < to; i++) {
      long first = i / channels * REGIONS;
      int count = (int) Math.min(REGIONS, regions - first);
      if (first != listed) {
        list(work, in, first, count);
        listed = first;
      }
      long c = i % channels;
      for (int r = 0; r < count; r++) {
        long source = 4 * (work.picture[r] * channels + c) * x.dim(2) * x.dim(3);
        long target = 4 * ((first + r) * channels + c) * op.outH() * op.outW();
        pool(work, r, at(in, 0).data(), source, at(out, 0).data(), target);
      }
    }
  }

  private void list(Work work, @Nullable Tensor[] in, long first, int count) {
    for (int r = 0; r < count; r++) {
      RoiTaps down = work.down[r];
      RoiTaps across = work.across[r];
      if (down == null || across == null) {
        down = work.down[r] = new RoiTaps();
        across = work.across[r] = new RoiTaps();
      }
      down.list(op, at(in, 1), first + r, 1, op.outH(), height, true);
      across.list(op, at(in, 1), first + r, 0, op.outW(), width, true);
      down.scale((float) (1.0 / Math.max(1, (double) down.samples * across.samples)));
      work.picture[r] = Roi.picture(op.title(), at(in, 2), first + r, x.dim(0));
      if (work.row.length < across.count) {
        work.row = new float[across.count];
      }
    }
  }

  private void pool(
      Work work, int region, MemorySegment x, long source, MemorySegment y, long target) {
    RoiTaps down = work.down[region];
    RoiTaps across = work.across[region];
    for (int b = 0; b < op.outH(); b++) {
      sumRows(down, b, across, x, source, work.row);
      storeBins(across, work.row, y, target + 4L * b * op.outW());
    }
  }

  /// `row[t]`: the weighted sum of a row of bins' pixels in the column of tap t, two rows of pixels
  /// at a time.
  private void sumRows(
      RoiTaps down, int b, RoiTaps across, MemorySegment x, long source, float[] row) {
    int[] column = across.index;
    int n = across.count;
    Arrays.fill(row, 0, n, 0f);
    int s = down.begin[b];
    for (; s + 1 < down.begin[b + 1]; s += 2) {
      float w = down.weight[s];
      float w2 = down.weight[s + 1];
      long line = source + 4L * down.index[s] * this.x.dim(3);
      long line2 = source + 4L * down.index[s + 1] * this.x.dim(3);
      for (int t = 0; t < n; t++) {
        long at = 4L * column[t];
        float sum = Math.fma(w, x.get(F32, line + at), row[t]);
        row[t] = Math.fma(w2, x.get(F32, line2 + at), sum);
      }
    }
    if (s < down.begin[b + 1]) {
      float w = down.weight[s];
      long line = source + 4L * down.index[s] * this.x.dim(3);
      for (int t = 0; t < n; t++) {
        row[t] = Math.fma(w, x.get(F32, line + 4L * column[t]), row[t]);
      }
    }
  }

  private void storeBins(RoiTaps across, float[] row, MemorySegment y, long target) {
    for (int b = 0; b < op.outW(); b++) {
      float sum = 0f;
      for (int t = across.begin[b]; t < across.begin[b + 1]; t++) {
        sum = Math.fma(across.weight[t], row[t], sum);
      }
      y.set(F32, target + 4L * b, sum);
    }
  }
}
