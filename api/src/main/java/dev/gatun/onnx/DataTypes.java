package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Element types by the numbers and names that ONNX gives them (`TensorProto.DataType`).
public final class DataTypes {
  private static final List<String> NAMES =
      List.of(
          "UNDEFINED",
          "FLOAT",
          "UINT8",
          "INT8",
          "UINT16",
          "INT16",
          "INT32",
          "INT64",
          "STRING",
          "BOOL",
          "FLOAT16",
          "DOUBLE",
          "UINT32",
          "UINT64",
          "COMPLEX64",
          "COMPLEX128",
          "BFLOAT16",
          "FLOAT8E4M3FN",
          "FLOAT8E4M3FNUZ",
          "FLOAT8E5M2",
          "FLOAT8E5M2FNUZ",
          "UINT4",
          "INT4",
          "FLOAT4E2M1",
          "FLOAT8E8M0",
          "UINT2",
          "INT2");

  private DataTypes() {}

  /// The element type with a number.
  ///
  /// @param code the number in the file
  /// @param place what has this type, for messages
  /// @throws ModelFormatException if ONNX knows no such number
  /// @throws UnsupportedException if ONNX knows it and Gatun does not
  static DType of(int code, String place) {
    DType dtype = find(code);
    if (dtype != null) {
      return dtype;
    }
    if (code <= 0 || code >= NAMES.size()) {
      throw new ModelFormatException(
          place
              + ": got element type number "
              + code
              + ", required one that ONNX defines, 1 to "
              + (NAMES.size() - 1));
    }
    throw new UnsupportedException("element type " + NAMES.get(code));
  }

  /// The element type with a name, as `Cast` wrote it before opset 6.
  ///
  /// @param name such as `FLOAT`
  /// @param place what has this type, for messages
  static DType named(String name, String place) {
    return of(NAMES.indexOf(name), place);
  }

  private static @Nullable DType find(int code) {
    return switch (code) {
      case 1 -> DType.FLOAT32;
      case 2 -> DType.UINT8;
      case 3 -> DType.INT8;
      case 4 -> DType.UINT16;
      case 5 -> DType.INT16;
      case 6 -> DType.INT32;
      case 7 -> DType.INT64;
      case 9 -> DType.BOOL;
      case 10 -> DType.FLOAT16;
      case 11 -> DType.FLOAT64;
      case 12 -> DType.UINT32;
      case 13 -> DType.UINT64;
      case 16 -> DType.BFLOAT16;
      case 17 -> DType.FLOAT8E4M3FN;
      case 18 -> DType.FLOAT8E4M3FNUZ;
      case 19 -> DType.FLOAT8E5M2;
      case 20 -> DType.FLOAT8E5M2FNUZ;
      case 21 -> DType.UINT4;
      case 22 -> DType.INT4;
      case 23 -> DType.FLOAT4E2M1;
      case 24 -> DType.FLOAT8E8M0;
      case 25 -> DType.UINT2;
      case 26 -> DType.INT2;
      default -> null;
    };
  }

  /// The number of an element type: the inverse of `of`.
  ///
  /// @param dtype an element type
  /// @return its number in ONNX's `TensorProto.DataType`
  public static int code(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> 1;
      case UINT8 -> 2;
      case INT8 -> 3;
      case UINT16 -> 4;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> 7;
      case BOOL -> 9;
      case FLOAT16 -> 10;
      case FLOAT64 -> 11;
      case UINT32 -> 12;
      case UINT64 -> 13;
      case BFLOAT16 -> 16;
      case FLOAT8E4M3FN -> 17;
      case FLOAT8E4M3FNUZ -> 18;
      case FLOAT8E5M2 -> 19;
      case FLOAT8E5M2FNUZ -> 20;
      case UINT4 -> 21;
      case INT4 -> 22;
      case FLOAT4E2M1 -> 23;
      case FLOAT8E8M0 -> 24;
      case UINT2 -> 25;
      case INT2 -> 26;
    };
  }
}
