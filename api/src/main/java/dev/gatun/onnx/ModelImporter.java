package dev.gatun.onnx;

import dev.gatun.ModelFormatException;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns one parsed model into a graph, and knows what all graphs of the model share: opsets, local
/// functions, readers, and the list of what is not supported, which is collected over the whole
/// model and then thrown at once, or kept as [UnknownOp]s where the caller wants that.
final class ModelImporter {
  private final String file;
  private final ImportOptions options;
  private final TensorReader tensors;
  private final ValueTypes types;
  private final List<String> warnings = new ArrayList<>();
  private final List<UnsupportedOperatorException.Use> unsupported = new ArrayList<>();
  private final SortedMap<String, Integer> operators = new TreeMap<>();
  private final FunctionInliner functions;
  private final ModelProto model;

  /// @param file the model's file name, for messages
  /// @param options limits, external data
  /// @param data the whole file, which raw data is a slice of
  /// @param model the parsed model
  ModelImporter(String file, ImportOptions options, MemorySegment data, ModelProto model) {
    this.file = file;
    this.options = options;
    this.model = model;
    ExternalData external =
        options.externalData() == null
            ? null
            : new ExternalData(options.externalData(), options.limits());
    this.tensors = new TensorReader(options.limits(), external, data);
    this.types = new ValueTypes(options.limits());
    this.functions = new FunctionInliner(model.getFunctionsList(), options);
  }

  ImportedModel run() {
    if (!model.hasIrVersion() || model.getIrVersion() < 1) {
      throw new ModelFormatException(
          "got IR version " + model.getIrVersion() + ", required 1 or more");
    }
    Map<String, Integer> opsets = opsets();
    GraphProto proto = model.getGraph();
    Graph graph = new GraphImporter(this, proto, 0).run(opsets.getOrDefault("", 0));
    if (!unsupported.isEmpty() && !options.unsupportedAllowed()) {
      throw new UnsupportedOperatorException(file, unsupported);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    String producer = (model.getProducerName() + " " + model.getProducerVersion()).strip();
    return new ImportedModel(
        graph, producer, model.getIrVersion(), opsets, metadata, operators, warnings);
  }

  private Map<String, Integer> opsets() {
    Map<String, Integer> opsets = Opsets.read(model.getOpsetImportList(), "model");
    if (opsets.isEmpty() && model.getIrVersion() < 3) {
      opsets.put("", 1); // opset imports came with IR version 3
    }
    if (opsets.isEmpty()) {
      throw new ModelFormatException("got no opset import, required one since IR version 3");
    }
    if (opsets.getOrDefault("", 1) > Opsets.NEWEST) {
      warnings.add(
          "opset "
              + opsets.get("")
              + " is newer than "
              + Opsets.NEWEST
              + ", operators are read as of that one");
    }
    if (model.getIrVersion() > Opsets.NEWEST_IR) {
      warnings.add("IR version " + model.getIrVersion() + " is newer than " + Opsets.NEWEST_IR);
    }
    return opsets;
  }

  ImportOptions options() {
    return options;
  }

  TensorReader tensors() {
    return tensors;
  }

  ValueTypes types() {
    return types;
  }

  FunctionInliner functions() {
    return functions;
  }

  /// Counts a node.
  ///
  /// @param operator its type, with the domain in front if that is not the standard one
  void count(String operator) {
    operators.merge(operator, 1, Integer::sum);
  }

  /// Notes something that is not supported.
  ///
  /// @param what the operator, or the role of a value
  /// @param label the node or the value
  void unsupported(String what, String label, String reason) {
    unsupported.add(new UnsupportedOperatorException.Use(what, label, reason));
  }
}
