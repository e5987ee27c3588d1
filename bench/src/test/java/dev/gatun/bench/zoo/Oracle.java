package dev.gatun.bench.zoo;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs a file with ONNX Runtime, as a user of its Java API would.
final class Oracle {
  private static final int THREADS = 2;

  private Oracle() {}

  /// Runs a model once.
  ///
  /// @param file an ONNX file
  /// @param inputs tensors by name
  /// @return the outputs by name
  static Map<String, Tensor> run(Path file, Map<String, Tensor> inputs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = options();
        OrtSession session = environment.createSession(file.toString(), options)) {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        given.put(input.getKey(), feed(environment, input.getValue()));
      }
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      try (OrtSession.Result results = session.run(given)) {
        for (Map.Entry<String, OnnxValue> result : results) {
          outputs.put(result.getKey(), read((OnnxTensor) result.getValue()));
        }
      }
      return outputs;
    } finally {
      OnnxValue.close(given.values());
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(THREADS);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  private static OnnxTensor feed(OrtEnvironment environment, Tensor tensor) throws OrtException {
    int size = Math.toIntExact(tensor.data().byteSize());
    ByteBuffer buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    MemorySegment.ofBuffer(buffer).copyFrom(tensor.data());
    return OnnxTensor.createTensor(
        environment, buffer, tensor.shape().toArray(), javaType(tensor.dtype()));
  }

  private static OnnxJavaType javaType(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      default -> throw new IllegalArgumentException("no network takes or gives " + dtype);
    };
  }

  private static Tensor read(OnnxTensor value) {
    DType dtype =
        switch (value.getInfo().type) {
          case FLOAT -> DType.FLOAT32;
          case INT64 -> DType.INT64;
          case BOOL -> DType.BOOL;
          default -> throw new IllegalArgumentException("no network gives " + value.getInfo());
        };
    Tensor tensor = Tensor.allocate(dtype, Shape.of(value.getInfo().getShape()));
    ByteBuffer bytes = value.getByteBuffer();
    if (bytes != null) { // nothing where nothing was found
      tensor.data().copyFrom(MemorySegment.ofBuffer(bytes).asSlice(0, bytes.remaining()));
    }
    return tensor;
  }
}
