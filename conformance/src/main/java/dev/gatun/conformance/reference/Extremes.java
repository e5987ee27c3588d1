package dev.gatun.conformance.reference;

import dev.gatun.Tensor;

/// The least and greatest value of an element type: what a maximum or minimum over nothing is.
final class Extremes {
  private Extremes() {}

  static void setLowest(Tensor y, long at) {
    switch (y.dtype()) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> y.setDouble(at, Double.NEGATIVE_INFINITY);
      case INT8, INT16, INT32, INT64 -> y.setLong(at, -1L << (8 * y.dtype().bytes() - 1));
      case UINT8, UINT16, UINT32, UINT64, BOOL -> y.setLong(at, 0);
    }
  }

  static void setHighest(Tensor y, long at) {
    switch (y.dtype()) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> y.setDouble(at, Double.POSITIVE_INFINITY);
      case INT8, INT16, INT32, INT64 -> y.setLong(at, ~(-1L << (8 * y.dtype().bytes() - 1)));
      case UINT8, UINT16, UINT32, UINT64 -> y.setLong(at, -1);
      case BOOL -> y.setLong(at, 1);
    }
  }
}
