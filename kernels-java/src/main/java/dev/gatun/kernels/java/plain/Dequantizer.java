package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.DequantizeLinear;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// DequantizeLinear row by row: 8-bit integers to float32 in float arithmetic, which is exact but
/// for the last rounding; the rest by way of double.
final class Dequantizer extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final ScaleRows rows;
  private final boolean hasZeroPoint;
  private final boolean fast;

  /// Bits that count of a byte once it is an int.
  private final int mask;

  Dequantizer(Signature s, DequantizeLinear op) {
    this(s, op, ScaleRows.of(s.inShape(0), op.axis(), op.blockSize(), s.inShape(1)));
  }

  private Dequantizer(Signature s, DequantizeLinear op, ScaleRows rows) {
    super("plain.DequantizeLinear", rows.rows(), rows.length());
    this.rows = rows;
    this.hasZeroPoint = s.hasInput(2);
    this.fast =
        (s.inType(0) == DType.INT8 || s.inType(0) == DType.UINT8)
            && s.inType(1) == DType.FLOAT32
            && op.to() == DType.FLOAT32;
    this.mask = s.inType(0) == DType.UINT8 ? 0xff : -1;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor scale = at(in, 1);
    Tensor zeroPoint = hasZeroPoint ? at(in, 2) : null;
    for (long row = from; row < to; row++) {
      long place = rows.scale(row);
      if (fast && rows.step() == 0) {
        float factor = scale.data().get(F32, 4 * place);
        int zero = zeroPoint == null ? 0 : (int) zeroPoint.getLong(place);
        bytes(at(in, 0).data(), rows.start(row), factor, zero, at(out, 0).data(), rows.count(row));
      } else {
        any(at(in, 0), row, scale, zeroPoint, place, at(out, 0));
      }
    }
  }

  private void bytes(
      MemorySegment x, long start, float scale, int zeroPoint, MemorySegment y, long n) {
    for (long i = 0; i < n; i++) {
      int v = (x.get(ValueLayout.JAVA_BYTE, start + i) & mask) - zeroPoint;
      y.set(F32, 4 * (start + i), v * scale);
    }
  }

  private void any(
      Tensor x, long row, Tensor scale, @Nullable Tensor zeroPoint, long place, Tensor y) {
    long start = rows.start(row);
    long n = rows.count(row);
    for (long i = 0; i < n; i++) {
      long s = place + i * rows.step();
      double zero = zeroPoint == null ? 0 : zeroPoint.getDouble(s);
      y.setDouble(start + i, (x.getDouble(start + i) - zero) * scale.getDouble(s));
    }
  }
}
