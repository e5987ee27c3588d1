package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.op.Softmax;
import org.jspecify.annotations.Nullable;

/// Softmax, log-softmax and hardmax along lines.
final class Softmaxes {
  private static final Strips STRIPS = Strips.best();

  /// Neighbouring columns of one item: 256 bytes per row.
  private static final long COLUMNS = 64;

  private Softmaxes() {}

  static PlainKernel plan(Signature s, Softmax op) {
    Lines lines = Lines.along(s.inShape(0), op.firstAxis(), op.lastAxis());
    if (op.kind() == Softmax.Kind.HARDMAX) {
      return hardmax(lines);
    }
    boolean log = op.kind() == Softmax.Kind.LOG_SOFTMAX;
    if (s.inType(0) != DType.FLOAT32) {
      return typed(op.title(), log, lines);
    }
    return lines.inner() == 1 ? rows(op.title(), log, lines) : columns(op.title(), log, lines);
  }

  private static PlainKernel rows(String title, boolean log, Lines lines) {
    return new Partitioned(
        "strip." + title, lines.length() == 0 ? 0 : lines.outer(), 4 * lines.length()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        long bytes = 4 * lines.length();
        for (long i = from; i < to; i++) {
          STRIPS.softmax(
              log, at(in, 0).data(), i * bytes, at(out, 0).data(), i * bytes, lines.length());
        }
      }
    };
  }

  private static PlainKernel columns(String title, boolean log, Lines lines) {
    long pieces = Math.ceilDiv(lines.inner(), COLUMNS);
    long items = lines.length() == 0 ? 0 : lines.outer() * pieces;
    return new Partitioned("strip." + title, items, 4 * COLUMNS * lines.length()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          long column = i % pieces * COLUMNS;
          long offset = 4 * (i / pieces * lines.length() * lines.inner() + column);
          STRIPS.softmaxColumns(
              log,
              at(in, 0).data(),
              offset,
              at(out, 0).data(),
              offset,
              lines.length(),
              Math.min(COLUMNS, lines.inner() - column),
              lines.inner());
        }
      }
    };
  }

  private static PlainKernel typed(String title, boolean log, Lines lines) {
    return new Partitioned("plain." + title, lines.count(), lines.length()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor x = at(in, 0);
        Tensor y = at(out, 0);
        for (long i = from; i < to; i++) {
          long start = lines.start(i);
          double max = Double.NEGATIVE_INFINITY;
          for (long j = 0; j < lines.length(); j++) {
            max = Math.max(max, x.getDouble(start + j * lines.inner()));
          }
          double sum = 0;
          for (long j = 0; j < lines.length(); j++) {
            sum += StrictMath.exp(x.getDouble(start + j * lines.inner()) - max);
          }
          double logSum = StrictMath.log(sum);
          for (long j = 0; j < lines.length(); j++) {
            double d = x.getDouble(start + j * lines.inner()) - max;
            y.setDouble(start + j * lines.inner(), log ? d - logSum : StrictMath.exp(d) / sum);
          }
        }
      }
    };
  }

  private static PlainKernel hardmax(Lines lines) {
    return new Partitioned("plain.HARDMAX", lines.count(), lines.length()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor x = at(in, 0);
        Tensor y = at(out, 0);
        for (long i = from; i < to; i++) {
          long start = lines.start(i);
          long best = 0;
          for (long j = 1; j < lines.length(); j++) {
            if (x.getDouble(start + j * lines.inner())
                > x.getDouble(start + best * lines.inner())) {
              best = j;
            }
          }
          for (long j = 0; j < lines.length(); j++) {
            y.setDouble(start + j * lines.inner(), j == best ? 1 : 0);
          }
        }
      }
    };
  }
}
