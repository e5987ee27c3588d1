package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.SUMS;
import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Normalisations.
final class NormalizationTest {
  private static final List<DType> FLOATS = List.of(DType.FLOAT32, DType.FLOAT64);

  private static double tolerance(DType dtype) {
    return dtype == DType.FLOAT32 ? SUMS : 1e-9;
  }

  @Test
  void batch() {
    for (DType dtype : FLOATS) {
      for (long[] shape : new long[][] {{2, 6, 5, 7}, {3, 6}, {0, 6, 2}}) {
        Tensor variance = random(5, dtype, 6);
        for (long i = 0; i < 6; i++) {
          variance.setDouble(i, Math.abs(variance.getDouble(i)) + 0.1);
        }
        check(
            new BatchNorm(1e-5f),
            tolerance(dtype),
            List.of(
                random(1, dtype, shape),
                random(2, dtype, 6),
                random(3, dtype, 6),
                random(4, dtype, 6),
                variance),
            type(dtype, shape));
      }
    }
  }

  @Test
  void instancesAndGroups() {
    for (DType dtype : FLOATS) {
      List<Tensor> in =
          List.of(random(1, dtype, 2, 6, 5, 7), random(2, dtype, 6), random(3, dtype, 6));
      check(new InstanceNorm(1e-5f), tolerance(dtype), in, type(dtype, 2, 6, 5, 7));
      check(new GroupNorm(3, 1e-5f), tolerance(dtype), in, type(dtype, 2, 6, 5, 7));
      List<Tensor> perGroup = List.of(in.getFirst(), random(2, dtype, 3), random(3, dtype, 3));
      check(new GroupNorm(3, 1e-5f), tolerance(dtype), perGroup, type(dtype, 2, 6, 5, 7));
    }
  }

  @Test
  void layers() {
    for (DType dtype : FLOATS) {
      Tensor x = random(1, dtype, 3, 4, 25);
      check(
          new LayerNorm(-1, 1e-5f),
          tolerance(dtype),
          List.of(x, random(2, dtype, 25), random(3, dtype, 25)),
          type(dtype, 3, 4, 25));
      check(
          new LayerNorm(1, 1e-5f),
          tolerance(dtype),
          List.of(x, random(2, dtype, 4, 25)),
          type(dtype, 3, 4, 25));
      check(
          new LayerNorm(1, 1e-5f),
          tolerance(dtype),
          List.of(x, random(2, dtype, 4, 1), random(3, dtype, 25)),
          type(dtype, 3, 4, 25));
    }
  }

  @Property(tries = 40)
  void powers(@ForAll @IntRange(max = 2) int axis, @ForAll @IntRange(min = 1, max = 2) int p) {
    for (DType dtype : FLOATS) {
      Tensor x = random(axis, dtype, 3, 7, 300);
      x.data().asSlice(0, 4L * dtype.bytes()).fill((byte) 0);
      check(new LpNorm(axis - 3, p), tolerance(dtype), List.of(x), type(dtype, 3, 7, 300));
    }
    Tensor zero = random(1, DType.FLOAT32, 2, 3, 4);
    zero.data().fill((byte) 0);
    check(new LpNorm(axis, p), 0, List.of(zero), type(DType.FLOAT32, 2, 3, 4));
  }

  @Property(tries = 20)
  void localResponses(@ForAll @IntRange(min = 1, max = 6) int size, @ForAll boolean usual) {
    for (DType dtype : FLOATS) {
      check(
          new Lrn(size, 0.5f, usual ? 0.75f : 0.6f, 1.5f),
          tolerance(dtype),
          List.of(random(1, dtype, 2, 7, 30, 40)),
          type(dtype, 2, 7, 30, 40));
    }
  }

  /// Who walks the window and not the channels does not end.
  @Test
  void localResponsesOverAllChannels() {
    for (int size : new int[] {13, 14, 1_000_000, Integer.MAX_VALUE}) {
      for (DType dtype : FLOATS) {
        check(
            new Lrn(size, 0.5f * size, 0.6f, 1.5f),
            tolerance(dtype),
            List.of(random(1, dtype, 2, 7, 3, 4)),
            type(dtype, 2, 7, 3, 4));
      }
    }
  }
}
