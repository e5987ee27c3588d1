package dev.gatun.conformance.graphs;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gatun.BackendException;
import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime's CPU kernels, none fused, as an oracle that shares no code with Gatun. */
final class OrtRunner implements GraphRunner {
  @Override
  public String name() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public List<Tensor> run(byte[] model, List<Tensor> inputs) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(model, options)) {
        for (String name : session.getInputNames()) {
          given.put(name, tensor(environment, inputs.get(given.size())));
        }
        try (OrtSession.Result result = session.run(given)) {
          List<Tensor> outputs = new ArrayList<>();
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.add(copy((OnnxTensor) output.getValue()));
          }
          return outputs;
        }
      }
    } catch (OrtException e) {
      throw new BackendException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      OnnxValue.close(given.values());
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor) throws OrtException {
    int bytes = Math.toIntExact(tensor.data().byteSize());
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    MemorySegment.ofBuffer(buffer).copyFrom(tensor.data());
    return OnnxTensor.createTensor(
        environment, buffer, tensor.shape().toArray(), OnnxJavaType.FLOAT);
  }

  private static Tensor copy(OnnxTensor output) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, Shape.of(output.getInfo().getShape()));
    tensor.data().copyFrom(MemorySegment.ofBuffer(output.getByteBuffer()));
    return tensor;
  }
}
