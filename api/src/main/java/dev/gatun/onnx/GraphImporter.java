package dev.gatun.onnx;

import dev.gatun.InvalidInputException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.SparseTensorProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Turns one parsed model into a graph: initialisers and inputs, functions inlined, nodes ordered
/// and lowered. What is not supported is collected over the whole model, then thrown at once, or
/// kept as [UnknownOp]s where the caller wants that.
final class GraphImporter {
  private final String file;
  private final LoadOptions options;
  private final Limits limits;
  private final TensorReader tensors;
  private final ValueTypes types;
  private final Names names = new Names();
  private final List<String> warnings = new ArrayList<>();
  private final List<UnsupportedOperatorException.Use> unsupported = new ArrayList<>();
  private final Map<String, Tensor> initialisers = new LinkedHashMap<>();
  private final Map<String, TensorType> inputs = new LinkedHashMap<>();
  private final Map<String, TensorType> declared = new LinkedHashMap<>();

  /// Values of the model itself that have no counterpart, such as a string initialiser.
  private final Map<String, UnknownOp> unknownValues = new LinkedHashMap<>();

  /// @param file the model's file name, for messages
  /// @param options limits, external data
  /// @param data the whole file, which raw data is a slice of
  GraphImporter(String file, LoadOptions options, MemorySegment data) {
    this.file = file;
    this.options = options;
    this.limits = options.limits();
    ExternalData external =
        options.externalData() == null
            ? null
            : new ExternalData(options.externalData(), options.limits());
    this.tensors = new TensorReader(limits, external, data);
    this.types = new ValueTypes(limits);
  }

  ImportedModel run(ModelProto model) {
    if (!model.hasIrVersion() || model.getIrVersion() < 1) {
      throw new ModelFormatException(
          "got IR version " + model.getIrVersion() + ", required 1 or more");
    }
    Map<String, Integer> opsets = opsets(model);
    GraphProto proto = model.getGraph();
    readInitialisers(proto);
    readDeclaredTypes(proto);
    readInputs(proto);
    takeNames(proto);
    List<ScopedNode> nodes =
        new FunctionInliner(model.getFunctionsList(), limits, names)
            .inline(proto.getNodeList(), opsets.getOrDefault("", 0));
    Graph graph = build(proto, nodes);
    if (!unsupported.isEmpty() && !options.unsupportedAllowed()) {
      throw new UnsupportedOperatorException(file, unsupported);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    String producer = (model.getProducerName() + " " + model.getProducerVersion()).strip();
    return new ImportedModel(graph, producer, model.getIrVersion(), opsets, metadata, warnings);
  }

  private Map<String, Integer> opsets(ModelProto model) {
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

  // values of the model itself

  private void readInitialisers(GraphProto proto) {
    for (TensorProto tensor : proto.getInitializerList()) {
      String place = "initialiser '" + Names.shown(tensor.getName()) + "'";
      addInitialiser(tensor.getName(), place, () -> tensors.read(tensor, place));
    }
    for (SparseTensorProto sparse : proto.getSparseInitializerList()) {
      String name = sparse.getValues().getName();
      String place = "sparse initialiser '" + Names.shown(name) + "'";
      addInitialiser(name, place, () -> tensors.readSparse(sparse, place));
    }
  }

  private void addInitialiser(String name, String place, Supplier<Tensor> reading) {
    if (name.isEmpty()) {
      throw new ModelFormatException(place + ": got no name, required one");
    }
    if (initialisers.containsKey(name) || unknownValues.containsKey(name)) {
      throw new ModelFormatException(place + ": got it twice, required once");
    }
    try {
      initialisers.put(name, reading.get());
    } catch (UnsupportedException e) {
      addUnknownValue(name, "initializer", e);
    }
  }

  private void readInputs(GraphProto proto) {
    Set<String> seen = new HashSet<>();
    for (ValueInfoProto info : proto.getInputList()) {
      String place = ValueTypes.place("graph input", info);
      String name = info.getName();
      if (!seen.add(name)) {
        throw new ModelFormatException(place + ": got it twice, required once");
      }
      if (initialisers.containsKey(name) || unknownValues.containsKey(name)) {
        continue; // before IR version 4 every initialiser was an input too
      }
      try {
        TensorType type = types.read(info, place);
        if (type == null) {
          throw new ModelFormatException(place + ": got no type, required one");
        }
        inputs.put(name, type);
        declared.put(name, type);
      } catch (UnsupportedException e) {
        addUnknownValue(name, "input", e);
      }
    }
  }

  private void addUnknownValue(String name, String role, UnsupportedException reason) {
    unknownValues.put(name, new UnknownOp("", role, reason.reason()));
    unsupported.add(new UnsupportedOperatorException.Use(role, name, reason.reason()));
  }

  private void readDeclaredTypes(GraphProto proto) {
    proto.getValueInfoList().forEach(info -> declare(info, "value"));
    proto.getOutputList().forEach(info -> declare(info, "graph output"));
  }

  private void declare(ValueInfoProto info, String role) {
    try {
      TensorType type = types.read(info, ValueTypes.place(role, info));
      if (type != null) {
        declared.put(info.getName(), type);
      }
    } catch (UnsupportedException e) {
      // the node that defines the value is reported, and says more
    }
  }

  private void takeNames(GraphProto proto) {
    initialisers.keySet().forEach(names::take);
    unknownValues.keySet().forEach(names::take);
    inputs.keySet().forEach(names::take);
    for (NodeProto node : proto.getNodeList()) {
      node.getOutputList().forEach(names::take);
    }
  }

  // nodes

  private Graph build(GraphProto proto, List<ScopedNode> unordered) {
    Set<String> given = new HashSet<>(initialisers.keySet());
    given.addAll(unknownValues.keySet());
    given.addAll(inputs.keySet());
    List<ScopedNode> nodes = NodeOrder.sort(unordered, given);
    List<String> outputs = proto.getOutputList().stream().map(ValueInfoProto::getName).toList();
    Set<String> used = new HashSet<>(outputs);
    nodes.forEach(n -> used.addAll(n.proto().getInputList()));

    GraphBuilder graph = new GraphBuilder(names, used, declared, limits.nodes());
    inputs.forEach(graph::addInput);
    initialisers.forEach(graph::addConstant);
    unknownValues.forEach((name, op) -> graph.add(new Node("", op, List.of(), List.of(name))));
    for (ScopedNode node : nodes) {
      lower(node, graph);
    }
    return graph.build(proto.getName(), List.copyOf(inputs.keySet()), outputs);
  }

  private void lower(ScopedNode node, GraphBuilder graph) {
    NodeProto proto = node.proto();
    String domain = Opsets.domain(proto.getDomain());
    try {
      if (!proto.getOutputList().stream().anyMatch(output -> !output.isEmpty())) {
        throw new ModelFormatException(node.place() + ": got no output, required one");
      }
      Lowering lowering = domain.isEmpty() ? OperatorTable.find(proto.getOpType()) : null;
      if (lowering == null) {
        throw new UnsupportedException(domain.isEmpty() ? reasonAgainst(proto) : "unknown domain");
      }
      if (node.opset() < 1) {
        throw new ModelFormatException(
            node.place() + ": got no import of the standard opset, required one");
      }
      OnnxNode view = new OnnxNode(proto, node.opset(), tensors, graph);
      Emitter emitter = new Emitter(view, graph);
      lowering.lower(view, emitter);
      emitter.commit();
    } catch (UnsupportedException e) {
      UnknownOp op = new UnknownOp(domain, proto.getOpType(), e.reason());
      unsupported.add(
          new UnsupportedOperatorException.Use(op.title(), OnnxNode.label(proto), e.reason()));
      graph.add(new Node(proto.getName(), op, proto.getInputList(), proto.getOutputList()));
    } catch (InvalidInputException | ArithmeticException e) { // a record refused its components
      throw new ModelFormatException(node.place() + ": " + e.getMessage(), e);
    }
  }

  private static String reasonAgainst(NodeProto proto) {
    return proto.getAttributeList().stream().anyMatch(a -> a.hasG() || a.getGraphsCount() > 0)
        ? "operators with subgraphs are not supported"
        : "unknown operator";
  }
}
