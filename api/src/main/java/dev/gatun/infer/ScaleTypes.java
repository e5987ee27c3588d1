package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.QuantizeLinear;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of QuantizeLinear, DequantizeLinear and DynamicQuantizeLinear, and which shapes scales may
/// have.
final class ScaleTypes {
  private static final int X = 0;
  private static final int SCALE = 1;
  private static final int ZERO_POINT = 2;

  private ScaleTypes() {}

  static TensorType quantize(QuantizeLinear op, Operands in) {
    requireQuantized(op.to(), "results");
    TensorType x = in.type(X);
    if (x != null && x.dtype() != DType.INT32 && !isReal(x.dtype())) {
      throw new InvalidInputException(
          "got x of " + x.dtype() + ", required INT32 or a float type of 16 bits up");
    }
    requireDType(in.type(ZERO_POINT), op.to(), "zero point");
    requireScales(op.axis(), op.blockSize(), in);
    return in.typed(op.to(), dims -> dims);
  }

  static TensorType dequantize(DequantizeLinear op, Operands in) {
    TensorType x = in.type(X);
    if (x != null) {
      if (x.dtype() != DType.INT32) {
        requireQuantized(x.dtype(), "x");
      }
      requireDType(in.type(ZERO_POINT), x.dtype(), "zero point");
    }
    requireScales(op.axis(), op.blockSize(), in);
    return in.typed(op.to(), dims -> dims);
  }

  static List<@Nullable TensorType> dynamic(Operands in) {
    requireDType(in.type(X), DType.FLOAT32, "x");
    return List.of(
        in.typed(DType.UINT8, dims -> dims),
        new TensorType(DType.FLOAT32, List.of()),
        new TensorType(DType.UINT8, List.of()));
  }

  private static boolean isReal(DType dtype) {
    return dtype.isFloat() && !dtype.isStorageOnly();
  }

  /// What real numbers are quantised to.
  private static void requireQuantized(DType dtype, String what) {
    boolean narrow =
        dtype.isInteger() ? dtype.bits() <= 16 : dtype.isFloat() && dtype.isStorageOnly();
    if (!narrow || dtype == DType.FLOAT8E8M0) {
      throw new InvalidInputException(
          "got "
              + what
              + " of "
              + dtype
              + ", required an integer type of at most 16 bits, or a float of 8 or 4 bits with a sign");
    }
  }

  static void requireDType(@Nullable TensorType got, DType required, String what) {
    if (got != null && got.dtype() != required) {
      throw new InvalidInputException(
          "got " + what + " of " + got.dtype() + ", required " + required);
    }
  }

  private static void requireScales(int axis, int blockSize, Operands in) {
    TensorType scale = in.type(SCALE);
    if (scale != null && !scale.dtype().isFloat() && scale.dtype() != DType.INT32) {
      throw new InvalidInputException(
          "got a scale of " + scale.dtype() + ", required a float type or INT32");
    }
    requireGranularity(in.dims(X), axis, blockSize, in.dims(SCALE), "scale");
    requireGranularity(in.dims(X), axis, blockSize, in.dims(ZERO_POINT), "zero point");
    requireSameSize(in.dims(SCALE), in.dims(ZERO_POINT));
  }

  private static void requireSameSize(@Nullable List<Dim> scale, @Nullable List<Dim> zeroPoint) {
    if (scale != null && zeroPoint != null) {
      Dims.unify(Dims.product(scale), Dims.product(zeroPoint), "elements of the scale");
    }
  }

  /// One element, one per index along an axis, or one per block.
  private static void requireGranularity(
      @Nullable List<Dim> x, int axis, int blockSize, @Nullable List<Dim> scale, String what) {
    if (x == null || scale == null) {
      return;
    }
    Dim count = Dims.product(scale);
    if (!count.isKnown() || Dims.isOne(count)) {
      return;
    }
    int at = Dims.axis(axis, x.size());
    if (blockSize == 0) {
      Dims.requireRank(scale, 1, what);
      Dims.unify(scale.getFirst(), x.get(at), "extent of the " + what);
      return;
    }
    Dims.requireRank(scale, x.size(), what);
    for (int i = 0; i < x.size(); i++) {
      if (i != at) {
        Dims.unify(scale.get(i), x.get(i), "extent of the " + what + " on axis " + i);
      } else if (x.get(i) instanceof Dim.Known extent) {
        Dims.require(
            scale.get(i),
            Math.ceilDiv(extent.value(), blockSize),
            "blocks of the " + what + " on axis " + i);
      }
    }
  }
}
