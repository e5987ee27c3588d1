package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Float32 resampling by weighted taps: each output row sums weighted input rows; where the
/// innermost axis is not resampled that is a plain multiply-add over it.
final class F32Resize extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final ResizeAxis[] axes;
  private final ResizeAxis last;
  private final boolean plainRows;
  private final int combinations;
  private final float extrapolation;
  private final float[] weights;

  F32Resize(Signature s, List<ResizeAxis> axes, float extrapolation) {
    super(
        "plain.Resize",
        ResizeRows.count(axes),
        4L * axes.getLast().output() * axes.getLast().taps());
    this.axes = axes.toArray(ResizeAxis[]::new);
    this.last = axes.getLast();
    this.plainRows = last.isIdentity();
    this.combinations = ResizeRows.combinations(this.axes);
    this.extrapolation = extrapolation;
    this.weights = new float[last.weight().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) last.weight()[i];
    }
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment x = at(in, 0).data();
    MemorySegment y = at(out, 0).data();
    int length = last.output();
    for (long row = from; row < to; row++) {
      long target = 4 * row * length;
      boolean outside = ResizeRows.isOutside(axes, row);
      Elements.fill(
          4, Float.floatToRawIntBits(outside ? extrapolation : 0f), y, target / 4, 1, length);
      if (outside) {
        continue;
      }
      for (int k = 0; k < combinations; k++) {
        float weight = (float) ResizeRows.weight(axes, row, k);
        if (weight == 0f) {
          continue;
        }
        long source = 4 * ResizeRows.offset(axes, row, k);
        if (plainRows) {
          addRow(x, source, weight, y, target, length);
        } else if (last.taps() == 2) {
          addPairs(x, source, weight, y, target, length);
        } else {
          addTaps(x, source, weight, y, target, length);
        }
      }
      markOutside(y, target);
    }
  }

  private static void addRow(
      MemorySegment x, long source, float weight, MemorySegment y, long target, int n) {
    for (long i = 0; i < n; i++) {
      float sum = y.get(F32, target + 4 * i);
      y.set(F32, target + 4 * i, Math.fma(x.get(F32, source + 4 * i), weight, sum));
    }
  }

  private void addPairs(
      MemorySegment x, long source, float weight, MemorySegment y, long target, int n) {
    int[] index = last.index();
    for (int o = 0; o < n; o++) {
      float left = x.get(F32, source + 4L * index[2 * o]) * weights[2 * o];
      float both = Math.fma(x.get(F32, source + 4L * index[2 * o + 1]), weights[2 * o + 1], left);
      y.set(F32, target + 4L * o, Math.fma(both, weight, y.get(F32, target + 4L * o)));
    }
  }

  private void addTaps(
      MemorySegment x, long source, float weight, MemorySegment y, long target, int n) {
    int[] index = last.index();
    int taps = last.taps();
    for (int o = 0; o < n; o++) {
      float sum = 0f;
      for (int t = o * taps; t < (o + 1) * taps; t++) {
        sum = Math.fma(x.get(F32, source + 4L * index[t]), weights[t], sum);
      }
      y.set(F32, target + 4L * o, Math.fma(sum, weight, y.get(F32, target + 4L * o)));
    }
  }

  private void markOutside(MemorySegment y, long target) {
    boolean[] outside = last.outside();
    if (outside == null) {
      return;
    }
    for (int o = 0; o < outside.length; o++) {
      if (outside[o]) {
        y.set(F32, target + 4L * o, extrapolation);
      }
    }
  }
}
