package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.SUMS;
import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.op.Activation;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Matrix products.
final class ProductTest {
  private static final long[][] BIASES = {{5, 19}, {19}, {5, 1}, {1, 19}, {}};

  @Property(tries = 80)
  void gemms(
      @ForAll boolean transA,
      @ForAll boolean transB,
      @ForAll @IntRange(max = 5) int bias,
      @ForAll @IntRange(max = 9) int k) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Gemm op = new Gemm(0.5f, 1.5f, transA, transB, Activation.RELU);
      check(
          op,
          SUMS,
          Arrays.asList(
              transA ? random(1, dtype, k, 5) : random(1, dtype, 5, k),
              transB ? random(2, dtype, 19, k) : random(2, dtype, k, 19),
              bias == 5 ? null : random(3, dtype, BIASES[bias])),
          type(dtype, 5, 19));
    }
  }

  @Test
  void matMuls() {
    long[][][] shapes = {
      {{4, 7}, {7, 5}, {4, 5}},
      {{7}, {7, 5}, {5}},
      {{4, 7}, {7}, {4}},
      {{7}, {7}, {}},
      {{2, 1, 4, 7}, {3, 7, 5}, {2, 3, 4, 5}},
      {{2, 3, 4, 7}, {7}, {2, 3, 4}},
      {{0, 7}, {7, 5}, {0, 5}},
      {{4, 0}, {0, 5}, {4, 5}},
    };
    for (long[][] s : shapes) {
      check(
          new MatMul(Activation.NONE),
          SUMS,
          List.of(random(1, DType.FLOAT32, s[0]), random(2, DType.FLOAT32, s[1])),
          type(DType.FLOAT32, s[2]));
      exact(
          new MatMul(Activation.NONE),
          List.of(random(1, DType.INT32, s[0]), random(2, DType.INT32, s[1])),
          type(DType.INT32, s[2]));
    }
    check(
        new MatMul(Activation.SILU),
        SUMS,
        List.of(
            random(1, DType.FLOAT32, 2, 4, 7),
            random(2, DType.FLOAT32, 7, 5),
            random(3, DType.FLOAT32, 5)),
        type(DType.FLOAT32, 2, 4, 5));
  }
}
