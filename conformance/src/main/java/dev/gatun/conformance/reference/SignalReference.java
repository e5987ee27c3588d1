package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Dft;
import dev.gatun.op.Signal;

/// The [Signal] operators by their definitions.
final class SignalReference {
  private SignalReference() {}

  static void run(Signal op, Operands o) {
    switch (op) {
      case Dft d -> transform(d, o);
    }
  }

  private static void transform(Dft op, Operands o) {
    Tensor y = o.out();
    if (op.axis() == null || op.length() == null) {
      throw new IllegalArgumentException("DFT: got an operator that is not bound");
    }
    Shape shape = y.shape();
    long parts = shape.dim(-1);
    for (long flat = 0; flat < shape.size(); flat += parts) {
      long[] at = Indices.of(shape, flat);
      double[] sum = sum(op, op.axis(), op.length(), o.in(0), at);
      for (int part = 0; part < parts; part++) {
        y.setDouble(flat + part, op.inverse() ? sum[part] / op.length() : sum[part]);
      }
    }
  }

  /// `Σ x[t]·e^(∓2πi·k·t/n)`, where k is the index along the axis.
  private static double[] sum(Dft op, int axis, long n, Tensor x, long[] at) {
    long k = at[axis];
    double sign = op.inverse() ? 1 : -1;
    double real = 0;
    double imaginary = 0;
    for (long t = 0; t < n; t++) {
      double[] factor = element(op, axis, n, x, at, t);
      double angle = sign * 2 * Math.PI * (k * t % n) / n;
      real += factor[0] * Math.cos(angle) - factor[1] * Math.sin(angle);
      imaginary += factor[0] * Math.sin(angle) + factor[1] * Math.cos(angle);
    }
    return new double[] {real, imaginary};
  }

  /// The complex number at place t of a line of n, of which x may hold more, fewer, or one half.
  private static double[] element(Dft op, int axis, long n, Tensor x, long[] at, long t) {
    boolean half = op.oneSided() && op.inverse();
    boolean mirrored = half && 2 * t > n;
    long place = mirrored ? n - t : t;
    if (place >= x.shape().dim(axis)) {
      return new double[2];
    }
    long[] from = at.clone();
    from[axis] = place;
    from[from.length - 1] = 0;
    long flat = Indices.flat(x.shape(), from);
    double imaginary = x.shape().dim(-1) == 2 ? x.getDouble(flat + 1) : 0;
    boolean real = half && (2 * t == n || t == 0);
    return new double[] {x.getDouble(flat), real ? 0 : mirrored ? -imaginary : imaginary};
  }
}
