package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.SUMS;
import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.Cumulate;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Softmax;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Reductions along axes, running sums and softmax.
final class ReductionTest {
  @Property(tries = 300)
  void reduces(
      @ForAll Reduce.Kind kind,
      @ForAll @IntRange(max = 15) int mask,
      @ForAll boolean wide,
      @ForAll boolean real) {
    long[] dims = {3, 4, 5, wide ? 40 : 6};
    boolean logarithm = kind == Reduce.Kind.LOG_SUM;
    DType dtype =
        real || kind == Reduce.Kind.LOG_SUM_EXP || logarithm ? DType.FLOAT32 : DType.INT64;
    Tensor x = random(mask, dtype, dims);
    for (long i = 0; i < x.shape().size(); i++) {
      if (kind == Reduce.Kind.PROD && !dtype.isFloat()) {
        x.setLong(i, i % 37 == 0 ? 2 : 1);
      } else if (kind == Reduce.Kind.PROD) {
        x.setDouble(i, i % 2 == 0 ? 1.01 : 0.99);
      } else if (logarithm) {
        x.setDouble(i, Math.abs(x.getDouble(i)));
      }
    }
    long[] axes = new long[Integer.bitCount(mask)];
    long[] out = dims.clone();
    int at = 0;
    for (int i = 0; i < 4; i++) {
      if ((mask >> i & 1) == 1) {
        axes[at++] = i % 2 == 0 ? i : i - 4;
        out[i] = 1;
      }
    }
    // empty axes: once as "none"
    check(new Reduce(kind, Ints.of(axes), true, true), SUMS, List.of(x), type(dtype, out));
  }

  @Test
  void emptyAxesMeanAll() {
    check(
        new Reduce(Reduce.Kind.SUM, Ints.EMPTY, false, false),
        SUMS,
        List.of(random(1, DType.FLOAT32, 3, 50)),
        type(DType.FLOAT32));
  }

  @Test
  void otherTypes() {
    for (DType dtype : List.of(DType.FLOAT64, DType.INT32, DType.UINT8, DType.INT8, DType.UINT64)) {
      for (Reduce.Kind kind : List.of(Reduce.Kind.MAX, Reduce.Kind.MIN)) {
        exact(
            new Reduce(kind, Ints.of(1), false, false),
            List.of(random(1, dtype, 3, 5, 2)),
            type(dtype, 3, 2));
      }
    }
  }

  @Test
  void nothingToReduce() {
    for (Reduce.Kind kind : List.of(Reduce.Kind.SUM, Reduce.Kind.PROD)) {
      exact(
          new Reduce(kind, Ints.of(0), false, false),
          List.of(random(1, DType.FLOAT32, 0, 5)),
          type(DType.FLOAT32, 5));
      exact(
          new Reduce(kind, Ints.of(1), false, false),
          List.of(random(1, DType.FLOAT32, 5, 0)),
          type(DType.FLOAT32, 5));
    }
  }

  @Test
  void globalPools() {
    for (Pool.Kind kind : Pool.Kind.values()) {
      for (int p = 1; p <= 3; p++) {
        check(
            new GlobalPool(kind, p),
            SUMS,
            List.of(random(1, DType.FLOAT32, 2, 3, 5, 7)),
            type(DType.FLOAT32, 2, 3, 1, 1));
      }
    }
  }

  @Property(tries = 60)
  void extremes(@ForAll boolean max, @ForAll boolean last, @ForAll @IntRange(max = 2) int axis) {
    long[] out = {4, 5, 6};
    out[axis] = 1;
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT8, DType.UINT64)) {
      exact(
          new ArgReduce(max, axis - 3, true, last),
          List.of(random(1, dtype, 4, 5, 6)),
          type(DType.INT64, out));
    }
  }

  @Property(tries = 40)
  void runningTotals(
      @ForAll Cumulate.Kind kind,
      @ForAll boolean exclusive,
      @ForAll boolean reverse,
      @ForAll @IntRange(max = 1) int axis) {
    Cumulate op = new Cumulate(kind, axis, exclusive, reverse);
    check(op, SUMS, List.of(random(1, DType.FLOAT32, 9, 8)), type(DType.FLOAT32, 9, 8));
    exact(op, List.of(random(1, DType.INT32, 9, 8)), type(DType.INT32, 9, 8));
    exact(op, List.of(random(1, DType.UINT8, 9, 8)), type(DType.UINT8, 9, 8));
    exact(op, List.of(random(1, DType.FLOAT32, 0, 8)), type(DType.FLOAT32, 0, 8));
  }

  @Property(tries = 60)
  void distributions(
      @ForAll Softmax.Kind kind,
      @ForAll @IntRange(max = 2) int first,
      @ForAll @IntRange(max = 2) int more) {
    int last = Math.min(2, first + more);
    Softmax op = new Softmax(kind, first, last - 3);
    check(op, 3e-6, List.of(random(1, DType.FLOAT32, 3, 21, 70)), type(DType.FLOAT32, 3, 21, 70));
    check(op, 1e-12, List.of(random(1, DType.FLOAT64, 3, 4, 5)), type(DType.FLOAT64, 3, 4, 5));
    exact(op, List.of(random(1, DType.FLOAT32, 3, 0, 5)), type(DType.FLOAT32, 3, 0, 5));
    exact(new Softmax(kind, -1, -1), List.of(random(1, DType.FLOAT32)), type(DType.FLOAT32));
  }
}
