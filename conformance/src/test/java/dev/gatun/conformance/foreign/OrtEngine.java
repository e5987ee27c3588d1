package dev.gatun.conformance.foreign;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gatun.BackendException;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.UnsupportedOperatorException.Use;
import dev.gatun.graph.Graph;
import dev.gatun.op.Op;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import java.util.List;

/** Writes each graph as an ONNX file in memory and gives it to a session of ONNX Runtime. */
final class OrtEngine implements Engine {
  private final EngineOptions options;

  OrtEngine(EngineOptions options) {
    this.options = options;
  }

  @Override
  public String description() {
    return "ONNX Runtime, " + options.threads() + " threads";
  }

  @Override
  public boolean supports(Op op) {
    return OnnxNodes.knows(op);
  }

  @Override
  public Executable compile(Graph graph) {
    List<Use> unknown =
        graph.nodes().stream()
            .filter(node -> !supports(node.op()))
            .map(node -> new Use(node.op().title(), node.label(), "no ONNX node is written for it"))
            .toList();
    if (!unknown.isEmpty()) {
      throw new UnsupportedOperatorException(
          "graph '" + graph.name() + "' on ONNX Runtime", unknown);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(options.threads());
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      byte[] model = GraphFile.of(graph).toByteArray();
      return new OrtExecutable(graph, environment.createSession(model, settings));
    } catch (OrtException e) {
      if (e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED) {
        List<Use> uses =
            graph.nodes().stream()
                .map(node ->
                    new Use(node.op().title(), node.label(), String.valueOf(e.getMessage())))
                .toList();
        throw new UnsupportedOperatorException(
            "graph '" + graph.name() + "' on ONNX Runtime", uses);
      }
      throw new BackendException(
          "graph '" + graph.name() + "' on ONNX Runtime: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {}
}
