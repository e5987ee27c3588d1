package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.ArgReduce;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The index of the largest or smallest element of each line; the first NaN counts as the extreme,
/// as in NumPy.
final class ArgReduction extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Lines lines;
  private final boolean max;
  private final boolean last;
  private final DType dtype;

  ArgReduction(Signature s, ArgReduce op) {
    this(s, op, Lines.along(s.inShape(0), op.axis()));
  }

  private ArgReduction(Signature s, ArgReduce op, Lines lines) {
    super(op.max() ? "plain.ArgMax" : "plain.ArgMin", lines.count(), lines.length());
    this.lines = lines;
    this.max = op.max();
    this.last = op.selectLast();
    this.dtype = s.inType(0);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor y = at(out, 0);
    for (long i = from; i < to; i++) {
      long start = lines.start(i);
      long index =
          dtype == DType.FLOAT32
              ? ofFloats(x.data(), start)
              : dtype.isFloat() ? ofDoubles(x, start) : ofLongs(x, start);
      y.setLong(i, index);
    }
  }

  private long ofFloats(MemorySegment x, long start) {
    float best = x.get(F32, 4 * start);
    long at = 0;
    for (long j = 1; j < lines.length(); j++) {
      float v = x.get(F32, 4 * (start + j * lines.inner()));
      if ((max ? v > best : v < best)
          || (last && v == best)
          || (Float.isNaN(v) && !Float.isNaN(best))) {
        best = v;
        at = j;
      }
    }
    return at;
  }

  private long ofDoubles(Tensor x, long start) {
    double best = x.getDouble(start);
    long at = 0;
    for (long j = 1; j < lines.length(); j++) {
      double v = x.getDouble(start + j * lines.inner());
      if ((max ? v > best : v < best)
          || (last && v == best)
          || (Double.isNaN(v) && !Double.isNaN(best))) {
        best = v;
        at = j;
      }
    }
    return at;
  }

  private long ofLongs(Tensor x, long start) {
    long best = x.getLong(start);
    long at = 0;
    for (long j = 1; j < lines.length(); j++) {
      long v = x.getLong(start + j * lines.inner());
      int order = LongFunctions.compare(dtype.isUnsigned(), v, best);
      if ((max ? order > 0 : order < 0) || (last && order == 0)) {
        best = v;
        at = j;
      }
    }
    return at;
  }
}
