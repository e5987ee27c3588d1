package dev.gatun.conformance.foreign;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gatun.BackendException;
import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import dev.gatun.spi.PlanReport.StepReport;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies inputs in and outputs out, so that the caller's memory is never the library's. */
final class OrtExecutable implements Executable {
  private final Graph graph;
  private final OrtSession session;

  OrtExecutable(Graph graph, OrtSession session) {
    this.graph = graph;
    this.session = session;
  }

  @Override
  public void run(List<Tensor> inputs, List<Tensor> outputs) {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      for (int i = 0; i < inputs.size(); i++) {
        given.put(graph.inputs().get(i), copy(inputs.get(i)));
      }
      try (OrtSession.Result result = session.run(given)) {
        for (int i = 0; i < outputs.size(); i++) {
          ByteBuffer bytes = ((OnnxTensor) result.get(i)).getByteBuffer();
          outputs.get(i).data().copyFrom(MemorySegment.ofBuffer(bytes));
        }
      }
    } catch (OrtException e) {
      throw new BackendException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      OnnxValue.close(given.values());
    }
  }

  private static OnnxTensor copy(Tensor tensor) throws OrtException {
    int bytes = Math.toIntExact(tensor.data().byteSize());
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    MemorySegment.ofBuffer(buffer).copyFrom(tensor.data());
    OnnxJavaType type =
        switch (tensor.dtype()) {
          case FLOAT32 -> OnnxJavaType.FLOAT;
          case FLOAT64 -> OnnxJavaType.DOUBLE;
          case INT32 -> OnnxJavaType.INT32;
          case INT64 -> OnnxJavaType.INT64;
          case INT8 -> OnnxJavaType.INT8;
          case UINT8 -> OnnxJavaType.UINT8;
          case DType other ->
              throw new BackendException(
                  "ONNX Runtime: got an input of type "
                      + other
                      + ", required FLOAT32, FLOAT64, INT64, INT32, INT8 or UINT8");
        };
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), buffer, tensor.shape().toArray(), type);
  }

  @Override
  public PlanReport report() {
    List<StepReport> steps =
        graph.nodes().stream().map(node -> StepReport.of(graph, node, "onnxruntime")).toList();
    return new PlanReport(steps, 0, 0);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new BackendException("ONNX Runtime: " + e.getMessage(), e);
    }
  }
}
