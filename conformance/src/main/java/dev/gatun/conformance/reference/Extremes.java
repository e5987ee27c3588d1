package dev.gatun.conformance.reference;

import dev.gatun.Tensor;

/// The least and greatest value of an element type: what a maximum or minimum over nothing is.
final class Extremes {
  private Extremes() {}

  static void setLowest(Tensor y, long at) {
    switch (y.dtype()) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> y.setDouble(at, Double.NEGATIVE_INFINITY);
      case INT2, INT4, INT8, INT16, INT32, INT64 -> y.setLong(at, -1L << (y.dtype().bits() - 1));
      case UINT2, UINT4, UINT8, UINT16, UINT32, UINT64, BOOL -> y.setLong(at, 0);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
          y.setDouble(at, Double.NEGATIVE_INFINITY);
    }
  }

  static void setHighest(Tensor y, long at) {
    switch (y.dtype()) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> y.setDouble(at, Double.POSITIVE_INFINITY);
      case INT2, INT4, INT8, INT16, INT32, INT64 -> y.setLong(at, ~(-1L << (y.dtype().bits() - 1)));
      case UINT2, UINT4, UINT8, UINT16, UINT32, UINT64 -> y.setLong(at, -1);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
          y.setDouble(at, Double.POSITIVE_INFINITY);
      case BOOL -> y.setLong(at, 1);
    }
  }
}
