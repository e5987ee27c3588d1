package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.CumSum;
import org.jspecify.annotations.Nullable;

/// Running sums along lines: floats in double, integers wrapping.
final class RunningSum extends Partitioned {
  private final Lines lines;
  private final boolean exclusive;
  private final boolean reverse;
  private final boolean real;

  RunningSum(Signature s, CumSum op) {
    this(s, op, Lines.along(s.inShape(0), s.bound(op.axis())));
  }

  private RunningSum(Signature s, CumSum op, Lines lines) {
    super("plain.CumSum", lines.count(), lines.length());
    this.lines = lines;
    this.exclusive = op.exclusive();
    this.reverse = op.reverse();
    this.real = s.inType(0).isFloat();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor y = at(out, 0);
    long step = reverse ? -lines.inner() : lines.inner();
    for (long i = from; i < to; i++) {
      long start = lines.start(i) + (reverse ? (lines.length() - 1) * lines.inner() : 0);
      if (real) {
        double sum = 0;
        for (long j = 0; j < lines.length(); j++) {
          double v = x.getDouble(start + j * step);
          y.setDouble(start + j * step, exclusive ? sum : sum + v);
          sum += v;
        }
      } else {
        long sum = 0;
        for (long j = 0; j < lines.length(); j++) {
          long v = x.getLong(start + j * step);
          y.setLong(start + j * step, exclusive ? sum : sum + v);
          sum += v;
        }
      }
    }
  }
}
