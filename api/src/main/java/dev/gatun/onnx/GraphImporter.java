package dev.gatun.onnx;

import dev.gatun.InvalidInputException;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.SparseTensorProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import dev.gatun.op.CustomOperator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Turns one graph of a model into ours: initialisers and inputs, functions inlined, nodes ordered
/// and lowered, bodies of control flow by another importer of this kind.
final class GraphImporter implements BodyImporter {
  private final ModelImporter model;
  private final GraphProto proto;
  private final int depth;
  private final Limits limits;
  private final Names names = new Names();
  private final Map<String, Tensor> initialisers = new LinkedHashMap<>();
  private final Map<String, TensorType> inputs = new LinkedHashMap<>();
  private final Map<String, TensorType> declared = new LinkedHashMap<>();

  /// Values of the graph itself that have no counterpart, such as a string initialiser.
  private final Map<String, UnknownOp> unknownValues = new LinkedHashMap<>();

  /// @param model what all graphs share
  /// @param proto the graph
  /// @param depth 0 for the model's graph, more for bodies
  GraphImporter(ModelImporter model, GraphProto proto, int depth) {
    this.model = model;
    this.proto = proto;
    this.depth = depth;
    this.limits = model.options().limits();
  }

  /// Imports the model's own graph.
  ///
  /// @param opset version of the standard domain
  Graph run(int opset) {
    readInitialisers();
    readDeclaredTypes();
    readInputs();
    return build(opset);
  }

  /// Imports a body.
  ///
  /// @param opset version of the standard domain
  /// @param formal types of the body's own inputs
  /// @param captured values of the graph around it that it uses and that are no constants
  /// @param constants those that are
  Graph runBody(
      int opset,
      List<TensorType> formal,
      Map<String, TensorType> captured,
      Map<String, Tensor> constants) {
    readInitialisers();
    readDeclaredTypes();
    for (int i = 0; i < formal.size(); i++) {
      addInput(proto.getInput(i).getName(), formal.get(i));
    }
    captured.forEach(this::addInput);
    constants.forEach(initialisers::putIfAbsent);
    return build(opset);
  }

  private void addInput(String name, TensorType type) {
    if (name.isEmpty() || initialisers.containsKey(name) || inputs.put(name, type) != null) {
      throw new ModelFormatException(
          "body '"
              + proto.getName()
              + "': got input '"
              + Names.shown(name)
              + "' twice or nameless");
    }
    declared.put(name, type);
  }

  // values of the graph itself

  private void readInitialisers() {
    for (TensorProto tensor : proto.getInitializerList()) {
      String place = "initialiser '" + Names.shown(tensor.getName()) + "'";
      addInitialiser(tensor.getName(), place, () -> model.tensors().read(tensor, place));
    }
    for (SparseTensorProto sparse : proto.getSparseInitializerList()) {
      String name = sparse.getValues().getName();
      String place = "sparse initialiser '" + Names.shown(name) + "'";
      addInitialiser(name, place, () -> model.tensors().readSparse(sparse, place));
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

  private void readInputs() {
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
        TensorType type = model.types().read(info, place);
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
    model.unsupported(role, name, reason.reason());
  }

  private void readDeclaredTypes() {
    proto.getValueInfoList().forEach(info -> declare(info, "value"));
    proto.getOutputList().forEach(info -> declare(info, "graph output"));
  }

  private void declare(ValueInfoProto info, String role) {
    try {
      TensorType type = model.types().read(info, ValueTypes.place(role, info));
      if (type != null) {
        declared.put(info.getName(), type);
      }
    } catch (UnsupportedException e) {
      // the node that defines the value is reported, and says more
    }
  }

  private void takeNames() {
    initialisers.keySet().forEach(names::take);
    unknownValues.keySet().forEach(names::take);
    inputs.keySet().forEach(names::take);
    for (NodeProto node : proto.getNodeList()) {
      node.getOutputList().forEach(names::take);
    }
  }

  // nodes

  private Graph build(int opset) {
    takeNames();
    List<ScopedNode> unordered =
        model.functions().inline(proto.getNodeList(), opset, names).stream()
            .map(Captures::lifted)
            .toList();
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
    model.count(domain.isEmpty() ? proto.getOpType() : domain + "." + proto.getOpType());
    try {
      if (!proto.getOutputList().stream().anyMatch(output -> !output.isEmpty())) {
        throw new ModelFormatException(node.place() + ": got no output, required one");
      }
      CustomOperator custom = model.options().operator(domain, proto.getOpType());
      Lowering lowering =
          custom == null ? OperatorTable.find(domain, proto.getOpType()) : custom(custom);
      if (lowering == null) {
        throw new UnsupportedException(
            Opsets.isKnown(domain) ? "unknown operator" : "unknown domain");
      }
      if (node.opset() < 1 && custom == null) {
        throw new ModelFormatException(
            node.place() + ": got no import of the standard opset, required one");
      }
      if (domain.isEmpty() && custom == null) {
        OperatorVersions.require(proto.getOpType(), node.opset());
      }
      OnnxNode view = new OnnxNode(node, model.tensors(), graph, this);
      Emitter emitter = new Emitter(view, graph);
      lowering.lower(view, emitter);
      emitter.commit();
    } catch (UnsupportedException e) {
      UnknownOp op = new UnknownOp(domain, proto.getOpType(), e.reason());
      model.unsupported(op.title(), OnnxNode.label(proto), e.reason());
      graph.add(new Node(proto.getName(), op, proto.getInputList(), proto.getOutputList()));
    } catch (InvalidInputException | ArithmeticException e) { // a record refused its components
      throw new ModelFormatException(node.place() + ": " + e.getMessage(), e);
    }
  }

  private static Lowering custom(CustomOperator operator) {
    return (node, out) -> {
      List<String> own = node.inputs().subList(0, node.ownInputCount());
      out.emitAll(operator.read(node.attributes()), own.toArray(String[]::new));
    };
  }

  @Override
  public Graph body(
      GraphProto body,
      int opset,
      List<TensorType> formal,
      Map<String, TensorType> captured,
      Map<String, Tensor> constants) {
    if (depth >= limits.nestingDepth()) {
      throw new LimitExceededException(
          "graph '"
              + Names.shown(body.getName())
              + "': subgraphs nest deeper than Limits.nestingDepth, "
              + limits.nestingDepth());
    }
    return new GraphImporter(model, body, depth + 1).runBody(opset, formal, captured, constants);
  }
}
