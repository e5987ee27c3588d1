package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.Unary;
import dev.gatun.op.Where;
import java.lang.foreign.Arena;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Functions of one, two and three elements with broadcasting.
final class ElementwiseTest {
  private static final long[][][] SHAPES = {
    {{2, 3, 5, 7}, {2, 3, 5, 7}, {2, 3, 5, 7}},
    {{2, 3, 5, 7}, {1, 3, 1, 1}, {2, 3, 5, 7}},
    {{7}, {2, 3, 5, 7}, {2, 3, 5, 7}},
    {{2, 1, 5, 1}, {3, 1, 7}, {2, 3, 5, 7}},
    {{}, {40}, {40}},
    {{40}, {1}, {40}},
    {{}, {}, {}},
    {{0, 3}, {1}, {0, 3}},
    {{2, 5000}, {5000}, {2, 5000}},
  };

  private static final Set<Binary.Kind> LOGIC =
      EnumSet.of(Binary.Kind.AND, Binary.Kind.OR, Binary.Kind.XOR);
  private static final Set<Binary.Kind> BITS =
      EnumSet.of(
          Binary.Kind.BITWISE_AND,
          Binary.Kind.BITWISE_OR,
          Binary.Kind.BITWISE_XOR,
          Binary.Kind.SHIFT_LEFT,
          Binary.Kind.SHIFT_RIGHT);

  @Property(tries = 200)
  void binaries(
      @ForAll Binary.Kind kind, @ForAll DType dtype, @ForAll @IntRange(max = 8) int shapes) {
    boolean shift = kind == Binary.Kind.SHIFT_LEFT || kind == Binary.Kind.SHIFT_RIGHT;
    DType used =
        LOGIC.contains(kind)
            ? DType.BOOL
            : shift
                ? DType.UINT16
                : BITS.contains(kind) ? DType.INT32 : dtype == DType.BOOL ? DType.INT64 : dtype;
    Tensor a = random(1, used, SHAPES[shapes][0]);
    Tensor b = random(2, used, SHAPES[shapes][1]);
    if (used.isInteger()) { // divisors and exponents that every platform agrees on
      for (long i = 0; i < b.shape().size(); i++) {
        b.setLong(i, Math.abs(b.getLong(i)) % 5 + 1);
      }
    }
    // Math.pow and StrictMath.pow may differ in the last place; everything else in double is exact
    double doubles = kind == Binary.Kind.POW ? 1e-14 : 0;
    check(
        Binary.of(kind),
        used == DType.FLOAT32 ? 1e-5 : doubles,
        List.of(a, b),
        type(kind.isComparison() ? DType.BOOL : used, SHAPES[shapes][2]));
  }

  @Test
  void binaryWithActivation() {
    check(
        new Binary(Binary.Kind.ADD, Activation.SILU),
        1e-5,
        List.of(random(1, DType.FLOAT32, 3, 4100), random(2, DType.FLOAT32, 4100)),
        type(DType.FLOAT32, 3, 4100));
    check(
        new Binary(Binary.Kind.MUL, Activation.RELU),
        0,
        List.of(random(1, DType.FLOAT64, 3, 4), random(2, DType.FLOAT64, 4)),
        type(DType.FLOAT64, 3, 4));
  }

  @Test
  void exponentsOfOtherTypes() {
    check(
        Binary.of(Binary.Kind.POW),
        1e-5,
        List.of(random(1, DType.FLOAT32, 3, 4), PlainCheck.of(Tensor.scalar(2L))),
        type(DType.FLOAT32, 3, 4));
  }

  @Test
  void unaries() {
    for (Unary.Kind kind : Unary.Kind.values()) {
      DType out =
          switch (kind) {
            case NOT, IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF -> DType.BOOL;
            default -> DType.FLOAT32;
          };
      DType in =
          kind == Unary.Kind.NOT
              ? DType.BOOL
              : kind == Unary.Kind.BITWISE_NOT ? DType.UINT8 : DType.FLOAT32;
      Tensor x = random(3, in, 2, 3, 11);
      if (in == DType.FLOAT32) {
        x.setDouble(0, Double.NaN);
        x.setDouble(1, Double.POSITIVE_INFINITY);
        x.setDouble(2, Double.NEGATIVE_INFINITY);
      }
      DType result = kind == Unary.Kind.BITWISE_NOT ? DType.UINT8 : out;
      check(new Unary(kind), 1e-5, List.of(x), type(result, 2, 3, 11));
    }
  }

  @Test
  void unariesOfOtherTypes() {
    for (Unary.Kind kind : List.of(Unary.Kind.ABS, Unary.Kind.NEG, Unary.Kind.SIGN)) {
      exact(new Unary(kind), List.of(random(3, DType.INT8, 40)), type(DType.INT8, 40));
      exact(new Unary(kind), List.of(random(3, DType.FLOAT64, 40)), type(DType.FLOAT64, 40));
    }
    check(
        new Unary(Unary.Kind.ERF),
        1e-12,
        List.of(random(3, DType.FLOAT64, 40)),
        type(DType.FLOAT64, 40));
    check(
        new Unary(Unary.Kind.EXP),
        2e-3,
        List.of(random(3, DType.FLOAT16, 40)),
        type(DType.FLOAT16, 40));
  }

  @Test
  void activations() {
    for (Activation.Kind kind : Activation.Kind.values()) {
      Activate op = new Activate(new Activation(kind, 0.5f, 1.5f));
      check(op, 2e-6, List.of(random(4, DType.FLOAT32, 3, 50)), type(DType.FLOAT32, 3, 50));
      check(op, 1e-9, List.of(random(4, DType.FLOAT64, 3, 50)), type(DType.FLOAT64, 3, 50));
    }
  }

  @Property(tries = 169)
  void casts(@ForAll DType from, @ForAll DType to) {
    exact(new Cast(to), List.of(random(5, from, 3, 41)), type(to, 3, 41));
  }

  @Test
  void castsToHalfRoundOnce() {
    Tensor x = Tensor.allocate(DType.FLOAT64, Shape.of(2), Arena.ofAuto());
    x.setDouble(
        0, 1 + 0x1p-11 + 0x1p-40); // above the middle of two halves by less than a float shows
    x.setDouble(1, 1 + 0x1p-11);
    Tensor y = Tensor.allocate(DType.FLOAT16, Shape.of(2), Arena.ofAuto());
    PlainCheck.run(new Cast(DType.FLOAT16), List.of(x), List.of(y), 1);
    assertEquals(1 + 0x1p-10, y.getDouble(0));
    assertEquals(1.0, y.getDouble(1));
  }

  @Test
  void picks() {
    for (DType dtype : DType.values()) {
      exact(
          new Where(),
          List.of(random(1, DType.BOOL, 3, 1), random(2, dtype, 3, 7), random(3, dtype, 7)),
          type(dtype, 3, 7));
      exact(
          new Where(),
          List.of(random(1, DType.BOOL, 2, 3, 7), random(2, dtype), random(3, dtype, 3, 1)),
          type(dtype, 2, 3, 7));
    }
  }
}
