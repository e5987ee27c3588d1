package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.RoiAlign;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// RoiAlign of float32 by averages. The mean over a bin's grid of interpolated samples is `Σ_r
/// down[r] · Σ_c across[c] · x[r][c]` over the pixels that the samples touch, so each row of bins
/// first sums its weighted rows of pixels, and its bins then sum what they need of that.
///
/// The row of sums covers either all columns from the first to the last that the region touches
/// (contiguous, the usual case) or, where samples are far apart, only the columns that are read.
final class F32RoiAverage extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Channels that share one listing of taps and count as one item.
  private static final int CHANNELS = 32;

  /// Columns of a contiguous row per column read, from which on reading them one by one is faster.
  private static final int SPARSE = 4;

  private static final ThreadLocal<Work> WORK = ThreadLocal.withInitial(Work::new);

  private final RoiAlign op;
  private final Shape x;
  private final int channelGroups;

  /// What a thread needs while it pools one region.
  private static final class Work {
    final RoiTaps down = new RoiTaps();
    final RoiTaps across = new RoiTaps();
    float[] row = new float[64];
    int[] place = new int[64];
  }

  F32RoiAverage(Signature s, RoiAlign op) {
    this(s, op, s.inShape(0), Math.ceilDiv(s.inShape(0).intDim(1), CHANNELS));
  }

  private F32RoiAverage(Signature s, RoiAlign op, Shape x, int channelGroups) {
    super(
        "plain.RoiAlign",
        s.outShape(0).dim(0) * channelGroups,
        8L * CHANNELS * op.outH() * op.outW());
    this.op = op;
    this.x = x;
    this.channelGroups = channelGroups;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Work work = WORK.get();
    long listed = -1;
    for (long i = from; i < to; i++) {
      long roi = i / channelGroups;
      if (roi != listed) {
        list(work, at(in, 1), roi);
        listed = roi;
      }
      long picture = Roi.picture(op.title(), at(in, 2), roi, x.dim(0));
      long c0 = i % channelGroups * CHANNELS;
      long c1 = Math.min(x.dim(1), c0 + CHANNELS);
      for (long c = c0; c < c1; c++) {
        long source = 4 * (picture * x.dim(1) + c) * x.dim(2) * x.dim(3);
        long target = 4 * (roi * x.dim(1) + c) * op.outH() * op.outW();
        pool(work, at(in, 0).data(), source, at(out, 0).data(), target);
      }
    }
  }

  private void list(Work work, Tensor rois, long roi) {
    RoiTaps down = work.down;
    RoiTaps across = work.across;
    down.list(op, rois, roi, 1, op.outH(), x.intDim(2), true);
    across.list(op, rois, roi, 0, op.outW(), x.intDim(3), true);
    down.scale((float) (1.0 / Math.max(1, (double) down.samples * across.samples)));
    int width = across.highest() - across.lowest() + 1;
    int needed = Math.max(width, across.count);
    if (work.row.length < needed) {
      work.row = new float[needed];
      work.place = new int[needed];
    }
  }

  private void pool(Work work, MemorySegment x, long source, MemorySegment y, long target) {
    RoiTaps across = work.across;
    int left = across.lowest();
    int width = across.highest() - left + 1;
    boolean sparse = width > SPARSE * across.count;
    for (int t = 0; t < across.count; t++) {
      work.place[t] = sparse ? t : across.index[t] - left;
    }
    for (int b = 0; b < op.outH(); b++) {
      if (sparse) {
        sumColumns(work, b, x, source);
      } else {
        sumRows(work, b, x, source + 4L * left, width);
      }
      storeBins(work, y, target + 4L * b * op.outW());
    }
  }

  /// The weighted sum of the pixels of a row of bins, `width` neighbouring columns.
  private void sumRows(Work work, int b, MemorySegment x, long source, int width) {
    RoiTaps down = work.down;
    float[] row = work.row;
    java.util.Arrays.fill(row, 0, width, 0f);
    for (int t = down.begin[b]; t < down.begin[b + 1]; t++) {
      float w = down.weight[t];
      long line = source + 4L * down.index[t] * this.x.dim(3);
      for (int j = 0; j < width; j++) {
        row[j] = Math.fma(w, x.get(F32, line + 4L * j), row[j]);
      }
    }
  }

  /// The same for the columns that are read.
  private void sumColumns(Work work, int b, MemorySegment x, long source) {
    RoiTaps down = work.down;
    int[] column = work.across.index;
    float[] row = work.row;
    int n = work.across.count;
    java.util.Arrays.fill(row, 0, n, 0f);
    for (int t = down.begin[b]; t < down.begin[b + 1]; t++) {
      float w = down.weight[t];
      long line = source + 4L * down.index[t] * this.x.dim(3);
      for (int j = 0; j < n; j++) {
        row[j] = Math.fma(w, x.get(F32, line + 4L * column[j]), row[j]);
      }
    }
  }

  private void storeBins(Work work, MemorySegment y, long target) {
    RoiTaps across = work.across;
    for (int b = 0; b < op.outW(); b++) {
      float sum = 0f;
      for (int t = across.begin[b]; t < across.begin[b + 1]; t++) {
        sum = Math.fma(across.weight[t], work.row[work.place[t]], sum);
      }
      y.set(F32, target + 4L * b, sum);
    }
  }
}
