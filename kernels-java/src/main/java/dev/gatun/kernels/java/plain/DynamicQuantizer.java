package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.op.Reduce;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// DynamicQuantizeLinear. Every part finds the range of all of x for itself, which is cheaper than
/// a second step behind a join.
final class DynamicQuantizer extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final Strips STRIPS = Strips.best();
  private static final ToInteger RANGE = ToInteger.of(DType.UINT8);

  private final ScaleRows rows;
  private final boolean wantsScale;
  private final boolean wantsZeroPoint;

  DynamicQuantizer(Signature s) {
    this(s, new ScaleRows.Whole(s.inShape(0).size()));
  }

  private DynamicQuantizer(Signature s, ScaleRows rows) {
    // an x without elements has a scale nevertheless
    super("plain.DynamicQuantizeLinear", Math.max(1, rows.rows()), rows.length());
    this.rows = rows;
    this.wantsScale = s.hasOutput(1);
    this.wantsZeroPoint = s.hasOutput(2);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment x = at(in, 0).data();
    long size = at(in, 0).shape().size();
    float low = Math.min(0, STRIPS.reduce(Reduce.Kind.MIN, x, 0, size));
    float high = Math.max(0, STRIPS.reduce(Reduce.Kind.MAX, x, 0, size));
    float scale = (high - low) / 255;
    int zeroPoint = ToInteger.round(-low / scale, RANGE.low(), RANGE.high(), 0);
    if (from == 0 && wantsScale) {
      at(out, 1).setDouble(0, scale);
    }
    if (from == 0 && wantsZeroPoint) {
      at(out, 2).setLong(0, zeroPoint);
    }
    for (long row = from; row < Math.min(to, rows.rows()); row++) {
      quantize(x, rows.start(row), scale, zeroPoint, at(out, 0).data(), rows.count(row));
    }
  }

  private static void quantize(
      MemorySegment x, long start, float scale, int zeroPoint, MemorySegment y, long n) {
    float least = RANGE.low() - zeroPoint;
    float most = RANGE.high() - zeroPoint;
    for (long i = 0; i < n; i++) {
      float q = x.get(F32, 4 * (start + i)) / scale;
      y.set(ValueLayout.JAVA_BYTE, start + i, (byte) ToInteger.round(q, least, most, zeroPoint));
    }
  }
}
