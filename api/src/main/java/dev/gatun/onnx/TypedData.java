package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.TensorProto;
import java.lang.foreign.MemorySegment;

/// Reads the typed element lists of a `TensorProto`. Which list holds which type is laid down by
/// ONNX: floats of 16 bits and fewer stand as bit patterns, and everything narrower than 32 bits as
/// numbers, in `int32_data`; of types below 8 bits each number holds the packed elements of one
/// byte.
final class TypedData {
  private TypedData() {}

  static Tensor read(TensorProto proto, DType dtype, Shape shape, String place) {
    int count = count(proto, dtype);
    if (count != PackedData.bytes(dtype, shape) / dtype.bytes()) {
      throw new ModelFormatException(
          place
              + ": got "
              + count
              + " elements, required "
              + PackedData.bytes(dtype, shape) / dtype.bytes()
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
      case FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT8E8M0,
          FLOAT4E2M1,
          INT4,
          UINT4,
          INT2,
          UINT2 -> {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
          bytes[i] = (byte) proto.getInt32Data(i);
        }
        return PackedData.unpack(dtype, shape, MemorySegment.ofArray(bytes));
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
      case FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT8E8M0,
          FLOAT4E2M1,
          INT4,
          UINT4,
          INT2,
          UINT2 ->
          proto.getInt32DataCount();
    };
  }
}
