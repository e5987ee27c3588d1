package dev.gatun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class NarrowFloatsTest {
  private static int encode(DType dtype, double value, boolean saturate) {
    return NarrowFloats.encode(dtype, value, saturate, PowerRounding.UP);
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, mode = Mode.MATCH_ALL, names = "B?FLOAT(16|[48]E.*)")
  void everyValueComesBack(DType dtype) {
    for (int bits = 0; bits < 1 << dtype.bits(); bits++) {
      double value = NarrowFloats.decode(dtype, bits);
      int again = encode(dtype, value, false);
      if (Double.isNaN(value)) {
        assertEquals(Double.NaN, NarrowFloats.decode(dtype, again));
      } else {
        assertEquals(bits, again, () -> dtype + " " + value);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT8E4M3FN, 464, 0x7e, 0x7e",
    "FLOAT8E4M3FN, 465, 0x7e, 0x7f",
    "FLOAT8E4M3FN, -Infinity, 0xfe, 0xff",
    "FLOAT8E4M3FN, NaN, 0x7f, 0x7f",
    "FLOAT8E4M3FNUZ, 247, 0x7f, 0x7f",
    "FLOAT8E4M3FNUZ, -248, 0xff, 0x80",
    "FLOAT8E4M3FNUZ, -0.0, 0, 0",
    "FLOAT8E5M2, 61440, 0x7b, 0x7c",
    "FLOAT8E5M2, -Infinity, 0xfb, 0xfc",
    "FLOAT8E5M2FNUZ, Infinity, 0x7f, 0x80",
    "FLOAT8E5M2, 7.62939453125E-6, 0, 0",
    "FLOAT8E5M2, 2.288818359375E-5, 2, 2",
    "FLOAT4E2M1, 2.5, 4, 4",
    "FLOAT4E2M1, 3.5, 6, 6",
    "FLOAT4E2M1, -100, 0xf, 0xf",
    "FLOAT4E2M1, NaN, 8, 8",
    "FLOAT8E8M0, 3, 129, 129",
    "FLOAT8E8M0, 0, 0, 255",
    "FLOAT8E8M0, Infinity, 254, 255",
    "FLOAT8E8M0, -1, 255, 255",
  })
  void edgesOfTheFormats(DType dtype, double value, Integer saturated, Integer free) {
    assertEquals(saturated, encode(dtype, value, true));
    assertEquals(free, encode(dtype, value, false));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 127, 127, 127",
    "1.25, 128, 127, 127",
    "1.5, 128, 127, 128",
    "1.75, 128, 127, 128"
  })
  void powersOfTwoRoundAsAsked(double value, int up, int down, int nearest) {
    DType dtype = DType.FLOAT8E8M0;
    assertEquals(up, NarrowFloats.encode(dtype, value, true, PowerRounding.UP));
    assertEquals(down, NarrowFloats.encode(dtype, value, true, PowerRounding.DOWN));
    assertEquals(nearest, NarrowFloats.encode(dtype, value, true, PowerRounding.NEAREST));
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32", "INT4"})
  void otherTypesAreRefused(DType dtype) {
    assertThrows(InvalidInputException.class, () -> NarrowFloats.decode(dtype, 0));
  }

  /// A double just above half-way between two neighbours must not be rounded to half-way first.
  @ParameterizedTest
  @CsvSource({"FLOAT16, 0x3c01", "BFLOAT16, 0x3f81"})
  void halvesAreRoundedOnce(DType dtype, Integer bits) {
    double step = NarrowFloats.decode(dtype, bits) - 1;
    assertEquals(bits, encode(dtype, 1 + step / 2 + 0x1p-40, false));
    assertEquals(bits - 1, encode(dtype, 1 + step / 2, false));
  }
}
