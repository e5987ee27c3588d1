package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.GridSample;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// GridSample for any number of spatial axes: the taps of a few neighbouring places are worked out
/// once and used for every channel. Sums in double.
final class GridSampling extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Places that are one item: their taps stay in L1.
  private static final int PLACES = 32;

  private final GridSample op;
  private final long channels;
  private final long inPlane;
  private final long outPlane;
  private final long chunks;
  private final DType dtype;
  private final PerThread<GridTaps> taps;

  GridSampling(Signature s, GridSample op) {
    this(s, op, s.inShape(0), s.outShape(0));
  }

  private GridSampling(Signature s, GridSample op, Shape x, Shape y) {
    super(
        "plain.GridSample",
        y.dim(0) * Math.ceilDiv(y.size(2, y.rank()), PLACES),
        PLACES * (40 + 4 * x.dim(1)));
    this.op = op;
    this.channels = x.dim(1);
    this.inPlane = x.size(2, x.rank());
    this.outPlane = y.size(2, y.rank());
    this.chunks = Math.ceilDiv(outPlane, PLACES);
    this.dtype = s.inType(0);
    long[] extents = GenericConv.spatial(x);
    this.taps = new PerThread<>(() -> new GridTaps(op, PLACES, extents));
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    GridTaps listed = taps.get();
    for (long i = from; i < to; i++) {
      long n = i / chunks;
      long first = i % chunks * PLACES;
      int count = (int) Math.min(PLACES, outPlane - first);
      listed.list(at(in, 1), n * outPlane + first, count);
      for (long c = n * channels; c < (n + 1) * channels; c++) {
        sample(listed, count, at(in, 0), c * inPlane, at(out, 0), c * outPlane + first);
      }
    }
  }

  private void sample(GridTaps taps, int count, Tensor x, long source, Tensor y, long target) {
    if (op.mode() == GridSample.Mode.NEAREST) {
      pick(taps, count, x.data(), source, y.data(), target);
    } else if (dtype == DType.FLOAT32) {
      sumFloats(taps, count, x.data(), source, y.data(), target);
    } else {
      sum(taps, count, x, source, y, target);
    }
  }

  private void pick(
      GridTaps taps, int count, MemorySegment x, long source, MemorySegment y, long target) {
    for (int p = 0; p < count; p++) {
      int t = taps.begin[p];
      boolean inside = taps.begin[p + 1] > t;
      long bits = inside ? Elements.bits(dtype.bytes(), x, source + taps.pixel[t]) : 0;
      Elements.set(dtype.bytes(), y, target + p, bits);
    }
  }

  private static void sumFloats(
      GridTaps taps, int count, MemorySegment x, long source, MemorySegment y, long target) {
    for (int p = 0; p < count; p++) {
      double sum = 0;
      for (int t = taps.begin[p]; t < taps.begin[p + 1]; t++) {
        sum += taps.weight[t] * x.get(F32, 4 * (source + taps.pixel[t]));
      }
      y.set(F32, 4 * (target + p), (float) sum);
    }
  }

  private static void sum(GridTaps taps, int count, Tensor x, long source, Tensor y, long target) {
    for (int p = 0; p < count; p++) {
      double sum = 0;
      for (int t = taps.begin[p]; t < taps.begin[p + 1]; t++) {
        sum += taps.weight[t] * x.getDouble(source + taps.pixel[t]);
      }
      y.setDouble(target + p, sum);
    }
  }
}
