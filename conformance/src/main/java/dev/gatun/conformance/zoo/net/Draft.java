package dev.gatun.conformance.zoo.net;

import dev.gatun.DType;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.OnnxData;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a definition leaves behind: a graph whose BatchNorms still lack their statistics.
final class Draft {
  /// An input or output as the file says it.
  record Signature(String name, DType dtype, List<String> dims) {
    String[] extents() {
      return dims.toArray(String[]::new);
    }
  }

  /// Computes in double and in one order, so that every machine finds the same statistics.
  private static final String CALIBRATING_BACKEND = "reference";

  final String name;
  final List<NodeProto> nodes = new ArrayList<>();
  final Map<String, OnnxData> data = new LinkedHashMap<>();
  final Map<String, BatchStatistics> statistics = new LinkedHashMap<>();
  final Map<String, Tensor> examples = new LinkedHashMap<>();
  final Map<String, Shape> shapes = new LinkedHashMap<>();
  final List<Signature> inputs = new ArrayList<>();
  final List<Signature> outputs = new ArrayList<>();
  final Map<String, FunctionProto> functions = new LinkedHashMap<>();

  Draft(String name) {
    this.name = name;
  }

  /// The file.
  ///
  /// @param found statistics by name
  OnnxFile file(Map<String, Tensor> found) {
    OnnxFile file = start();
    nodes.forEach(file::node);
    found.forEach((statistic, tensor) -> file.initializer(statistic, OnnxData.of(tensor)));
    outputs.forEach(output -> file.output(output.name(), output.dtype(), output.extents()));
    return file;
  }

  /// Runs the network on its examples, each BatchNorm with the statistics of what arrives there.
  ///
  /// @return means and variances by name
  Map<String, Tensor> calibrated() {
    if (statistics.isEmpty()) {
      return Map.of();
    }
    OnnxFile file = start();
    Map<String, BatchStatistics> open = new LinkedHashMap<>(statistics);
    for (NodeProto node : nodes) {
      // Where two places share a BatchNorm, the first one decides.
      BatchStatistics here =
          node.getOpType().equals("BatchNormalization") ? open.remove(node.getInput(3)) : null;
      if (here != null) {
        here.nodes().forEach(file::node);
      }
      file.node(node);
    }
    for (BatchStatistics each : statistics.values()) {
      String channels = Integer.toString(each.channels());
      file.output(each.mean(), DType.FLOAT32, channels);
      file.output(each.variance(), DType.FLOAT32, channels);
    }
    SessionOptions options = SessionOptions.defaults().withBackend(CALIBRATING_BACKEND);
    try (Session session = Model.parse(file.toByteArray()).compile(options)) {
      return session.run(examples);
    }
  }

  private OnnxFile start() {
    OnnxFile file = new OnnxFile(name, Net.OPSET);
    inputs.forEach(input -> file.input(input.name(), input.dtype(), input.extents()));
    data.forEach(file::initializer);
    functions.forEach((domain, function) -> file.opset(domain, 1).function(function));
    return file;
  }
}
