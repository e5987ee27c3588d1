package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.PowerRounding;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.BitCast;
import dev.gatun.op.Cast;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.DynamicQuantizeLinear;
import dev.gatun.op.QuantizeLinear;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Quantising, its inverse, and conversions to narrow types.
final class QuantizingTest {
  private static final List<DType> INTEGERS =
      List.of(
          DType.INT8,
          DType.UINT8,
          DType.INT16,
          DType.UINT16,
          DType.INT4,
          DType.UINT4,
          DType.INT2,
          DType.UINT2);
  private static final List<DType> FLOATS =
      List.of(
          DType.FLOAT8E4M3FN,
          DType.FLOAT8E4M3FNUZ,
          DType.FLOAT8E5M2,
          DType.FLOAT8E5M2FNUZ,
          DType.FLOAT4E2M1);
  private static final List<DType> PRECISIONS =
      List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16, DType.FLOAT64);

  /// How scales lie on x: shapes of x and of the scale, axis, block size.
  private record Granularity(long[] x, long[] scale, int axis, int blockSize) {}

  private static final List<Granularity> GRANULARITIES =
      List.of(
          new Granularity(new long[] {3, 5, 7}, new long[] {}, 1, 0),
          new Granularity(new long[] {}, new long[] {}, 1, 0),
          new Granularity(new long[] {9000}, new long[] {1}, 1, 0),
          new Granularity(new long[] {3, 5, 7}, new long[] {5}, 1, 0),
          new Granularity(new long[] {3, 5, 7}, new long[] {7}, -1, 0),
          new Granularity(new long[] {3, 5, 7}, new long[] {3, 3, 7}, 1, 2),
          new Granularity(new long[] {3, 5, 7}, new long[] {3, 5, 3}, 2, 3),
          new Granularity(new long[] {3, 5, 7}, new long[] {1, 5, 7}, -3, 4),
          new Granularity(new long[] {0, 5}, new long[] {5}, 1, 0),
          new Granularity(new long[] {2, 0, 3}, new long[] {2, 0, 3}, 1, 2));

  /// Quotients x/scale that reach past both ends of 8-bit types, ties among them, and NaN.
  private static Tensor reals(DType dtype, long... dims) {
    Tensor t = Tensor.allocate(dtype, Shape.of(dims), Arena.ofAuto());
    Random random = new Random(5);
    for (long i = 0; i < t.shape().size(); i++) {
      double wide = random.nextGaussian() * 100;
      t.setDouble(i, i % 5 == 0 ? Math.rint(wide * 2) / 4 : i % 17 == 3 ? Double.NaN : wide);
    }
    return t;
  }

  private static Tensor scales(DType dtype, long... dims) {
    Tensor t = Tensor.allocate(dtype, Shape.of(dims), Arena.ofAuto());
    Random random = new Random(6);
    for (long i = 0; i < t.shape().size(); i++) {
      t.setDouble(i, random.nextBoolean() ? 0.5 : 0.1 + random.nextDouble());
    }
    return t;
  }

  @Property(tries = 150)
  void quantizes(
      @ForAll @IntRange(max = 9) int granularity,
      @ForAll @IntRange(max = 12) int target,
      @ForAll @IntRange(max = 3) int precision,
      @ForAll boolean saturate,
      @ForAll boolean hasZeroPoint) {
    Granularity g = GRANULARITIES.get(granularity);
    DType to = target < 8 ? INTEGERS.get(target) : FLOATS.get(target - 8);
    DType real = PRECISIONS.get(precision);
    Tensor zeroPoint = hasZeroPoint ? PlainCheck.random(7, to, g.scale) : null;
    exact(
        new QuantizeLinear(to, g.axis, g.blockSize, real, saturate),
        Arrays.asList(reals(real, g.x), scales(real, g.scale), zeroPoint),
        type(to, g.x));
    exact(
        new QuantizeLinear(to, g.axis, g.blockSize, real, saturate),
        Arrays.asList(
            PlainCheck.random(1, DType.INT32, g.x), scales(DType.FLOAT32, g.scale), zeroPoint),
        type(to, g.x));
  }

  @Property(tries = 150)
  void dequantizes(
      @ForAll @IntRange(max = 9) int granularity,
      @ForAll @IntRange(max = 13) int source,
      @ForAll @IntRange(max = 2) int precision,
      @ForAll boolean hasZeroPoint) {
    Granularity g = GRANULARITIES.get(granularity);
    DType from =
        source == 13 ? DType.INT32 : source < 8 ? INTEGERS.get(source) : FLOATS.get(source - 8);
    DType to = PRECISIONS.get(precision);
    Tensor zeroPoint = hasZeroPoint ? PlainCheck.random(7, from, g.scale) : null;
    exact(
        new DequantizeLinear(to, g.axis, g.blockSize),
        Arrays.asList(PlainCheck.random(1, from, g.x), scales(DType.FLOAT32, g.scale), zeroPoint),
        type(to, g.x));
  }

  @Test
  void quantizesByItsOwnRange() {
    long[][] shapes = {{3, 5}, {9001}, {}, {0, 4}};
    for (long[] shape : shapes) {
      for (Tensor x :
          List.of(
              PlainCheck.random(1, DType.FLOAT32, shape),
              PlainCheck.of(Tensor.allocate(DType.FLOAT32, Shape.of(shape))),
              reals(DType.FLOAT32, shape))) {
        exact(
            new DynamicQuantizeLinear(),
            List.of(x),
            type(DType.UINT8, shape),
            type(DType.FLOAT32),
            type(DType.UINT8));
      }
    }
  }

  @Property(tries = 100)
  void convertsToNarrowTypes(
      @ForAll @IntRange(max = 13) int target,
      @ForAll @IntRange(max = 3) int source,
      @ForAll boolean saturate,
      @ForAll PowerRounding rounding) {
    DType to =
        target == 13
            ? DType.FLOAT8E8M0
            : target < 8 ? INTEGERS.get(target) : FLOATS.get(target - 8);
    DType from = PRECISIONS.get(source);
    Tensor x = special(from);
    Cast there = new Cast(to, saturate, rounding);
    exact(there, List.of(x), type(to, x.shape().toArray()));
    exact(new Cast(from), List.of(everyElement(to)), type(from, 256));
  }

  /// Values about the ends of the narrow types, ties, zeros, infinities, NaN.
  private static Tensor special(DType dtype) {
    double[] values = {
      0,
      -0.0,
      1,
      1.5,
      0.75,
      5,
      5.5,
      6,
      7,
      100,
      239,
      240,
      247.9,
      248,
      256,
      448,
      464,
      464.1,
      480,
      57344,
      61439,
      61440,
      65504,
      1e30,
      0x1p-127,
      0x1.8p-127,
      0x1p-128,
      0x1p-140,
      0x1p-7,
      0x1p-9,
      0x1p-10,
      0x1.8p-10,
      0x1p-11,
      0x1p-16,
      0x1p-17,
      0x1.8p-17,
      0x1p-18,
      0x1p127,
      0x1.8p127,
      Double.POSITIVE_INFINITY,
      Double.NaN
    };
    Tensor t = Tensor.allocate(dtype, Shape.of(values.length, 2), Arena.ofAuto());
    for (int i = 0; i < values.length; i++) {
      t.setDouble(2L * i, values[i]);
      t.setDouble(2L * i + 1, -values[i]);
    }
    return t;
  }

  private static Tensor everyElement(DType dtype) {
    Tensor t = Tensor.allocate(dtype, Shape.of(256), Arena.ofAuto());
    int values = 1 << dtype.bits();
    for (int i = 0; i < 256; i++) {
      int bits = dtype.bits() > 8 ? i : i % values;
      if (dtype.isInteger()) {
        t.setLong(i, bits);
      } else {
        t.data().set(ValueLayout.JAVA_BYTE, i, (byte) bits);
      }
    }
    return t;
  }

  @Test
  void keepsBits() {
    DType[][] pairs = {
      {DType.INT4, DType.UINT4},
      {DType.UINT4, DType.INT4},
      {DType.FLOAT4E2M1, DType.INT4},
      {DType.INT4, DType.FLOAT4E2M1},
      {DType.INT2, DType.UINT2},
      {DType.FLOAT8E5M2, DType.INT8},
      {DType.FLOAT32, DType.INT32},
      {DType.INT64, DType.FLOAT64},
    };
    for (DType[] pair : pairs) {
      Tensor x = PlainCheck.random(1, pair[0], 5, 7);
      exact(new BitCast(pair[1]), List.of(x), type(pair[1], 5, 7));
    }
  }
}
