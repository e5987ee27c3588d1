package dev.gatun.conformance.suite;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import com.google.protobuf.ByteString;
import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.conformance.suite.OracleDatum.Absent;
import dev.gatun.conformance.suite.OracleDatum.Elements;
import dev.gatun.conformance.suite.OracleDatum.Items;
import dev.gatun.onnx.TensorMessages;
import dev.gatun.onnx.proto.TensorProto;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Between test data and the values of ONNX Runtime's Java API.
final class OracleValues {
  private static final int STRING = 8;
  private static final String TYPE_PREFIX = "ONNX_TENSOR_ELEMENT_DATA_TYPE_";

  /// The types that the API creates tensors of, by their number in ONNX.
  private static final Map<Integer, OnnxJavaType> JAVA_TYPES =
      Map.of(
          1, OnnxJavaType.FLOAT,
          2, OnnxJavaType.UINT8,
          3, OnnxJavaType.INT8,
          5, OnnxJavaType.INT16,
          6, OnnxJavaType.INT32,
          7, OnnxJavaType.INT64,
          9, OnnxJavaType.BOOL,
          10, OnnxJavaType.FLOAT16,
          11, OnnxJavaType.DOUBLE,
          16, OnnxJavaType.BFLOAT16);

  /// The names of ONNX's `TensorProto.DataType`, by number.
  private static final List<String> TYPES =
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

  private OracleValues() {}

  /// Thrown where the Java API has no way to create or read a value.
  static final class OutOfReachException extends Exception {
    private static final long serialVersionUID = 1;

    OutOfReachException(String message) {
      super(message);
    }
  }

  /// A value to feed. The API takes tensors only, of eleven element types.
  ///
  /// @throws OutOfReachException if this is another kind of value or element
  static OnnxTensor create(OrtEnvironment environment, OracleDatum datum)
      throws OrtException, OutOfReachException {
    return switch (datum) {
      case Absent() -> throw new OutOfReachException("feeding an absent optional");
      case Items(_) -> throw new OutOfReachException("feeding a sequence");
      case Elements(TensorProto tensor) when tensor.getDataType() == STRING ->
          OnnxTensor.createTensor(
              environment,
              tensor.getStringDataList().stream()
                  .map(ByteString::toStringUtf8)
                  .toArray(String[]::new),
              dims(tensor));
      case Elements(TensorProto tensor) -> numbers(environment, tensor);
    };
  }

  /// Whether [#create] can.
  static boolean canCreate(OracleDatum datum) {
    return datum instanceof Elements(TensorProto tensor)
        && (tensor.getDataType() == STRING || JAVA_TYPES.containsKey(tensor.getDataType()));
  }

  private static OnnxTensor numbers(OrtEnvironment environment, TensorProto proto)
      throws OrtException, OutOfReachException {
    OnnxJavaType type = JAVA_TYPES.get(proto.getDataType());
    if (type == null) {
      throw new OutOfReachException("feeding elements of type " + typeName(proto.getDataType()));
    }
    Tensor tensor =
        TensorMessages.read(
            proto.toByteString().asReadOnlyByteBuffer(), Limits.defaults(), "input");
    long bytes = tensor.data().byteSize();
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    MemorySegment.ofBuffer(buffer).copyFrom(tensor.data());
    return OnnxTensor.createTensor(environment, buffer, tensor.shape().toArray(), type);
  }

  /// The value of an output.
  ///
  /// @throws OutOfReachException if the API does not know the value's element type
  static OracleDatum read(OnnxValue value) throws OrtException, OutOfReachException {
    return switch (value) {
      case OnnxTensor tensor -> new Elements(message(tensor));
      case OnnxSequence sequence -> {
        List<OracleDatum> items = new ArrayList<>();
        for (OnnxValue item : items(sequence)) {
          try (item) {
            items.add(read(item));
          }
        }
        yield new Items(items);
      }
      default -> throw new OutOfReachException("reading a value of type " + value.getType());
    };
  }

  private static List<? extends OnnxValue> items(OnnxSequence sequence) throws OutOfReachException {
    try {
      return sequence.getValue();
    } catch (OrtException e) {
      throw new OutOfReachException("reading a sequence: " + e.getMessage());
    }
  }

  private static TensorProto message(OnnxTensor tensor) throws OrtException, OutOfReachException {
    TensorProto.Builder message = TensorProto.newBuilder();
    message.setDataType(code(tensor.getInfo().onnxType));
    for (long extent : tensor.getInfo().getShape()) {
      message.addDims(extent);
    }
    if (message.getDataType() != STRING) {
      return message.setRawData(ByteString.copyFrom(tensor.getByteBuffer())).build();
    }
    Object strings = tensor.getValue();
    for (String s :
        strings instanceof String one ? new String[] {one} : OrtUtil.flattenString(strings)) {
      message.addStringData(ByteString.copyFromUtf8(s));
    }
    return message.build();
  }

  private static int code(OnnxTensorType type) throws OutOfReachException {
    String name = type.name().substring(TYPE_PREFIX.length());
    for (int code = 1; code < TYPES.size(); code++) {
      if (TYPES.get(code).equals(name)) {
        return code;
      }
    }
    throw new OutOfReachException("reading elements of type " + name);
  }

  private static String typeName(int code) {
    return code < TYPES.size() ? TYPES.get(code) : "number " + code;
  }

  private static long[] dims(TensorProto tensor) {
    return tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
  }
}
