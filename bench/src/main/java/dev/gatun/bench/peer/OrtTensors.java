package dev.gatun.bench.peer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.gatun.BackendException;
import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors across ONNX Runtime's border.
final class OrtTensors {
  private OrtTensors() {}

  /// A copy in a direct buffer, which ONNX Runtime reads in place.
  static OnnxTensor of(OrtEnvironment environment, Tensor tensor) throws OrtException {
    long size = tensor.data().byteSize();
    if (size > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "ONNX Runtime: got " + tensor + ", required 2 GiB at most, as in a Java buffer");
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
    MemorySegment.ofBuffer(buffer).copyFrom(tensor.data());
    return OnnxTensor.createTensor(
        environment, buffer, tensor.shape().toArray(), javaType(tensor.dtype()));
  }

  private static OnnxJavaType javaType(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT64 -> OnnxJavaType.INT64;
      case INT32 -> OnnxJavaType.INT32;
      case INT16 -> OnnxJavaType.INT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case BOOL -> OnnxJavaType.BOOL;
      default ->
          throw new InvalidInputException("ONNX Runtime: its Java API has no inputs of " + dtype);
    };
  }

  /// A copy on the heap.
  static Tensor read(String name, OnnxValue output) {
    if (!(output instanceof OnnxTensor value)) {
      throw new BackendException(
          "ONNX Runtime: output '" + name + "' is a " + output.getType() + ", required a tensor");
    }
    Tensor tensor = Tensor.allocate(dtype(name, value), Shape.of(value.getInfo().getShape()));
    ByteBuffer bytes = value.getByteBuffer();
    if (bytes != null) { // nothing where nothing was found
      tensor.data().copyFrom(MemorySegment.ofBuffer(bytes).asSlice(0, bytes.remaining()));
    }
    return tensor;
  }

  private static DType dtype(String name, OnnxTensor value) {
    return switch (value.getInfo().onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> DType.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> DType.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> DType.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> DType.BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> DType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> DType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> DType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> DType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> DType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> DType.BOOL;
      default ->
          throw new BackendException(
              "ONNX Runtime: output '" + name + "' is of " + value.getInfo().onnxType);
    };
  }
}
