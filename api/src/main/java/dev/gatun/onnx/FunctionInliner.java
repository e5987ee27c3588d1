package dev.gatun.onnx;

import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Replaces calls of a model's local functions by their bodies, with new names for the values
/// inside and the call's attributes in place of references to them.
final class FunctionInliner {
  /// Far more than any function's node has; see [#charge].
  private static final long NAMES_PER_NODE = 64;

  private final Map<Key, FunctionProto> functions = new HashMap<>();
  private final Map<Key, Integer> opsets = new HashMap<>();
  private final Limits limits;
  private final List<ScopedNode> flat = new ArrayList<>();
  private Names names = new Names();
  private long work;

  private record Key(String domain, String name, String overload) {
    static Key of(NodeProto node) {
      return new Key(Opsets.domain(node.getDomain()), node.getOpType(), node.getOverload());
    }
  }

  /// What the names and attributes of a function's body stand for in one call.
  private record Scope(
      int opset,
      Map<String, String> values,
      Map<String, AttributeProto> attributes,
      String prefix) {}

  /// @param functions the model's functions; one that has the name of an operator that the importer
  ///   or the caller knows is not called, the operator is what that name means
  /// @param options the caller's operators; bounds on depth and on the number of nodes
  FunctionInliner(List<FunctionProto> functions, ImportOptions options) {
    this.limits = options.limits();
    for (FunctionProto function : functions) {
      Key key =
          new Key(Opsets.domain(function.getDomain()), function.getName(), function.getOverload());
      if (isOperator(key, options)) {
        continue;
      }
      String place = "function '" + Names.shown(function.getName()) + "'";
      if (this.functions.put(key, function) != null) {
        throw new ModelFormatException(place + ": got two definitions, required one");
      }
      opsets.put(key, Opsets.read(function.getOpsetImportList(), place).getOrDefault("", 0));
    }
  }

  /// Operators of the standard have no overloads, so a function that has one is meant.
  private static boolean isOperator(Key key, ImportOptions options) {
    return options.operator(key.domain, key.name) != null
        || (key.overload.isEmpty() && OperatorTable.find(key.domain, key.name) != null);
  }

  /// The nodes of a graph with every call inlined.
  ///
  /// @param nodes the graph's nodes
  /// @param opset version of the standard opset in the graph
  /// @param names takes the names of values inside functions
  /// @throws LimitExceededException if calls nest too deep or there are too many nodes
  List<ScopedNode> inline(List<NodeProto> nodes, int opset, Names names) {
    this.names = names;
    flat.clear();
    for (NodeProto node : nodes) {
      FunctionProto function = functions.get(Key.of(node));
      if (function == null) {
        append(new ScopedNode(node, opset));
      } else {
        call(node, function, 1);
      }
    }
    return List.copyOf(flat);
  }

  private void append(ScopedNode node) {
    if (flat.size() >= limits.nodes()) {
      throw tooMany("nodes");
    }
    flat.add(node);
  }

  /// Bounds the time and memory of inlining, also where functions are empty or nodes have very many
  /// inputs.
  private void charge(int names) {
    work += names;
    if (work > NAMES_PER_NODE * limits.nodes()) {
      throw tooMany("function calls, or names in them,");
    }
  }

  private LimitExceededException tooMany(String what) {
    return new LimitExceededException(
        "graph: got more " + what + " than Limits.nodes allows, " + limits.nodes());
  }

  private void call(NodeProto call, FunctionProto function, int depth) {
    String place = "function '" + Names.shown(function.getName()) + "'";
    if (depth > limits.nestingDepth()) {
      throw new LimitExceededException(
          place
              + ": calls nest deeper than Limits.nestingDepth, "
              + limits.nestingDepth()
              + "; a recursive function?");
    }
    charge(1 + function.getInputCount() + function.getOutputCount());
    charge(function.getAttributeProtoCount());
    if (call.getInputCount() > function.getInputCount()
        || call.getOutputCount() > function.getOutputCount()) {
      throw new ModelFormatException(
          place
              + ": got a call with "
              + call.getInputCount()
              + " inputs and "
              + call.getOutputCount()
              + " outputs, required at most "
              + function.getInputCount()
              + " and "
              + function.getOutputCount());
    }
    Scope scope = scope(call, function, place);
    for (NodeProto node : function.getNodeList()) {
      NodeProto inlined = rename(node, scope);
      FunctionProto inner = functions.get(Key.of(node));
      if (inner == null) {
        append(new ScopedNode(inlined, scope.opset));
      } else {
        call(inlined, inner, depth + 1);
      }
    }
    passThrough(call, function, scope);
  }

  private Scope scope(NodeProto call, FunctionProto function, String place) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < function.getInputCount(); i++) {
      values.put(function.getInput(i), i < call.getInputCount() ? call.getInput(i) : "");
    }
    for (int i = 0; i < function.getOutputCount(); i++) {
      String output = i < call.getOutputCount() ? call.getOutput(i) : "";
      if (!output.isEmpty()) {
        values.putIfAbsent(function.getOutput(i), output);
      }
    }
    Map<String, AttributeProto> attributes = new HashMap<>();
    for (AttributeProto attribute : function.getAttributeProtoList()) {
      attributes.put(attribute.getName(), attribute);
    }
    for (AttributeProto attribute : call.getAttributeList()) {
      attributes.put(attribute.getName(), attribute);
    }
    int opset =
        opsets.getOrDefault(
            new Key(
                Opsets.domain(function.getDomain()), function.getName(), function.getOverload()),
            0);
    if (values.containsKey("")) {
      throw new ModelFormatException(
          place + ": got a formal input or output without a name, required a name");
    }
    return new Scope(opset, values, attributes, OnnxNode.label(call));
  }

  /// A formal output that is a formal input, or that came twice, is defined by no node of the body.
  private void passThrough(NodeProto call, FunctionProto function, Scope scope) {
    for (int i = 0; i < call.getOutputCount(); i++) {
      String wanted = call.getOutput(i);
      String got = scope.values.get(function.getOutput(i));
      if (!wanted.isEmpty() && got != null && !got.equals(wanted)) {
        NodeProto copy =
            NodeProto.newBuilder().setOpType("Identity").addInput(got).addOutput(wanted).build();
        append(new ScopedNode(copy, Opsets.NEWEST));
      }
    }
  }

  private NodeProto rename(NodeProto node, Scope scope) {
    charge(1 + node.getInputCount() + node.getOutputCount() + node.getAttributeCount());
    NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput().clearAttribute();
    renamed.setName(node.getName().isEmpty() ? "" : names.fresh(scope.prefix, node.getName()));
    for (String input : node.getInputList()) {
      renamed.addInput(value(input, scope));
    }
    for (String output : node.getOutputList()) {
      renamed.addOutput(value(output, scope));
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      AttributeProto resolved = resolve(attribute, scope, Set.of());
      if (resolved != null) {
        renamed.addAttribute(resolved);
      }
    }
    return renamed.build();
  }

  /// A body inside a function: what it uses of the function's values and attributes is replaced,
  /// its own values keep their names.
  private GraphProto rename(GraphProto body, Scope scope, Set<String> around) {
    Set<String> own = Captures.locals(body);
    own.addAll(around);
    GraphProto.Builder renamed = body.toBuilder().clearNode().clearOutput();
    for (NodeProto node : body.getNodeList()) {
      charge(1 + node.getInputCount() + node.getAttributeCount());
      NodeProto.Builder copy = node.toBuilder().clearInput().clearAttribute();
      for (String input : node.getInputList()) {
        copy.addInput(own.contains(input) ? input : value(input, scope));
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        AttributeProto resolved = resolve(attribute, scope, own);
        if (resolved != null) {
          copy.addAttribute(resolved);
        }
      }
      renamed.addNode(copy);
    }
    for (ValueInfoProto output : body.getOutputList()) {
      String name = output.getName();
      renamed.addOutput(
          own.contains(name) ? output : output.toBuilder().setName(value(name, scope)).build());
    }
    return renamed.build();
  }

  private String value(String name, Scope scope) {
    return name.isEmpty()
        ? ""
        : scope.values.computeIfAbsent(name, n -> names.fresh(scope.prefix, n));
  }

  /// The attribute itself, or what it refers to in the call; null where the call leaves that out.
  ///
  /// @param around names that bodies around the attribute define
  private @Nullable AttributeProto resolve(
      AttributeProto attribute, Scope scope, Set<String> around) {
    if (attribute.hasG()) {
      return attribute.toBuilder().setG(rename(attribute.getG(), scope, around)).build();
    }
    if (attribute.getRefAttrName().isEmpty()) {
      return attribute;
    }
    AttributeProto actual = scope.attributes.get(attribute.getRefAttrName());
    return actual == null ? null : actual.toBuilder().setName(attribute.getName()).build();
  }
}
