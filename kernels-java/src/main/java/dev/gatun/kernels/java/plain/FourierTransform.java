package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Dft;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Discrete Fourier transforms of all lines along an axis, computed in double. Lines are dealt out
/// to lanes, each with memory for one line; a part runs some of the lanes.
final class FourierTransform extends Partitioned {
  /// More lanes than threads a machine is likely to give.
  private static final long MOST_LANES = 64;

  /// Bytes for all lanes together, where lines are long.
  private static final long LANE_BYTES = 1 << 24;

  private static final long FEWEST_LANES = 4;

  private final Dft op;
  private final FourierLine line;
  private final long lines;
  private final long lanes;
  private final long inner;
  private final Side x;
  private final Side y;

  /// One side of the transform.
  ///
  /// @param extent numbers along the axis
  /// @param parts 2 for complex numbers, 1 for real ones
  private record Side(long extent, int parts) {
    static Side of(Shape shape, int axis) {
      return new Side(shape.dim(axis), shape.intDim(-1));
    }
  }

  FourierTransform(Signature s, Dft op) {
    this(s, op, s.bound(op.axis()), new FourierLine(s.bound(op.length()), op.inverse()));
  }

  private FourierTransform(Signature s, Dft op, int axis, FourierLine line) {
    this(s, op, axis, line, lines(s.inShape(0), axis));
  }

  private FourierTransform(Signature s, Dft op, int axis, FourierLine line, long lines) {
    super("plain.DFT", lanes(lines, line), Math.ceilDiv(lines, MOST_LANES) * line.work());
    this.op = op;
    this.line = line;
    this.lines = lines;
    this.lanes = lanes(lines, line);
    this.inner = inner(s.inShape(0), axis);
    this.x = Side.of(s.inShape(0), axis);
    this.y = Side.of(s.outShape(0), axis);
  }

  private static long lines(Shape x, int axis) {
    return x.size(0, axis) * inner(x, axis);
  }

  private static long inner(Shape x, int axis) {
    return x.size(axis + 1, x.rank() - 1);
  }

  private static long lanes(long lines, FourierLine line) {
    long fit = LANE_BYTES / Math.max(1, line.bytes());
    return Math.min(lines, Math.clamp(fit, FEWEST_LANES, MOST_LANES));
  }

  @Override
  public long scratchBytes() {
    return lanes * line.bytes();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment z = line.bytes() == 0 ? MemorySegment.NULL : at(out, 1).data();
    for (long lane = from; lane < to; lane++) {
      long base = lane * line.bytes();
      for (long i = lane; i < lines; i += lanes) {
        long outer = i / inner;
        long column = i - outer * inner;
        load(at(in, 0), (outer * x.extent * inner + column) * x.parts, z, base);
        line.transform(z, base);
        store(z, base, at(out, 0), (outer * y.extent * inner + column) * y.parts);
      }
    }
  }

  private void load(Tensor tensor, long start, MemorySegment z, long base) {
    boolean half = op.inverse() && op.oneSided();
    int n = line.length();
    int known = (int) Math.min(half ? n / 2 + 1 : n, x.extent);
    for (int t = 0; t < known; t++) {
      long place = start + t * inner * x.parts;
      double im = x.parts == 2 ? tensor.getDouble(place + 1) : 0;
      Radix2.set(z, base, t, tensor.getDouble(place), im);
    }
    for (int t = known; t < n; t++) {
      Radix2.set(z, base, t, 0, 0);
    }
    if (half) {
      mirror(z, base, n);
    }
  }

  /// Fills in the other half of the frequencies of a real signal: conjugates, and real numbers
  /// where one is its own mirror.
  private static void mirror(MemorySegment z, long base, int n) {
    Radix2.set(z, base, 0, Radix2.re(z, base, 0), 0);
    for (int t = 1; t < n - t; t++) {
      Radix2.set(z, base, n - t, Radix2.re(z, base, t), -Radix2.im(z, base, t));
    }
    if (n % 2 == 0) {
      Radix2.set(z, base, n / 2, Radix2.re(z, base, n / 2), 0);
    }
  }

  private void store(MemorySegment z, long base, Tensor tensor, long start) {
    double factor = op.inverse() ? 1.0 / line.length() : 1;
    for (int k = 0; k < y.extent; k++) {
      long place = start + k * inner * y.parts;
      tensor.setDouble(place, Radix2.re(z, base, k) * factor);
      if (y.parts == 2) {
        tensor.setDouble(place + 1, Radix2.im(z, base, k) * factor);
      }
    }
  }
}
