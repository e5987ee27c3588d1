package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Cumulate;
import org.jspecify.annotations.Nullable;

/// Running sums and products along lines: floats in double, integers wrapping.
final class RunningTotals extends Partitioned {
  private final Lines lines;
  private final boolean product;
  private final boolean exclusive;
  private final boolean reverse;
  private final boolean real;

  RunningTotals(Signature s, Cumulate op) {
    this(s, op, Lines.along(s.inShape(0), s.bound(op.axis())));
  }

  private RunningTotals(Signature s, Cumulate op, Lines lines) {
    super("plain." + op.title(), lines.count(), lines.length());
    this.lines = lines;
    this.product = op.kind() == Cumulate.Kind.PRODUCT;
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
        double total = product ? 1 : 0;
        for (long j = 0; j < lines.length(); j++) {
          double v = x.getDouble(start + j * step);
          double next = product ? total * v : total + v;
          y.setDouble(start + j * step, exclusive ? total : next);
          total = next;
        }
      } else {
        long total = product ? 1 : 0;
        for (long j = 0; j < lines.length(); j++) {
          long v = x.getLong(start + j * step);
          long next = product ? total * v : total + v;
          y.setLong(start + j * step, exclusive ? total : next);
          total = next;
        }
      }
    }
  }
}
