package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.TensorProto;

/// Reads the typed element lists of a `TensorProto`. Which list holds which type is laid down by
/// ONNX: the 16-bit floats stand as bit patterns, and everything narrower than 32 bits as numbers,
/// in `int32_data`.
final class TypedData {
  private TypedData() {}

  static Tensor read(TensorProto proto, DType dtype, Shape shape, String place) {
    int count = count(proto, dtype);
    if (count != shape.size()) {
      throw new ModelFormatException(
          place
              + ": got "
              + count
              + " elements, required "
              + shape.size()
              + " for "
              + dtype
              + shape);
    }
    Tensor tensor = Tensor.allocate(dtype, shape);
    switch (dtype) {
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          tensor.setDouble(i, proto.getFloatData(i));
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          tensor.setDouble(i, proto.getDoubleData(i));
        }
      }
      case INT64 -> {
        for (int i = 0; i < count; i++) {
          tensor.setLong(i, proto.getInt64Data(i));
        }
      }
      case UINT32, UINT64 -> {
        for (int i = 0; i < count; i++) {
          tensor.setLong(i, proto.getUint64Data(i));
        }
      }
      case FLOAT16, BFLOAT16 -> {
        Tensor bits = Tensor.wrap(DType.UINT16, shape, tensor.data());
        for (int i = 0; i < count; i++) {
          bits.setLong(i, proto.getInt32Data(i));
        }
      }
      case INT8, INT16, INT32, UINT8, UINT16, BOOL -> {
        for (int i = 0; i < count; i++) {
          tensor.setLong(i, proto.getInt32Data(i));
        }
      }
    }
    return tensor;
  }

  private static int count(TensorProto proto, DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> proto.getFloatDataCount();
      case FLOAT64 -> proto.getDoubleDataCount();
      case INT64 -> proto.getInt64DataCount();
      case UINT32, UINT64 -> proto.getUint64DataCount();
      case FLOAT16, BFLOAT16, INT8, INT16, INT32, UINT8, UINT16, BOOL -> proto.getInt32DataCount();
    };
  }
}
