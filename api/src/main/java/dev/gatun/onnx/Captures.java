package dev.gatun.onnx;

import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// The values that bodies use from the graphs around them. ONNX leaves them unsaid; here they
/// become inputs of the node (lambda lifting, Johnsson 1985), so that order, dead code and types
/// need not look into bodies.
final class Captures {
  private Captures() {}

  /// A node with its bodies' captured values as further inputs, behind as many own ones as the
  /// operator can have.
  static ScopedNode lifted(ScopedNode node) {
    Set<String> captured = of(node.proto());
    if (captured.isEmpty()) {
      return node;
    }
    NodeProto.Builder lifted = node.proto().toBuilder();
    for (int i = lifted.getInputCount(); i < ownInputs(node.proto()); i++) {
      lifted.addInput("");
    }
    return new ScopedNode(lifted.addAllInput(captured).build(), node.opset(), captured.size());
  }

  /// How many inputs stand before the captured ones.
  private static int ownInputs(NodeProto node) {
    int most = node.getInputCount();
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        most = Math.max(most, attribute.getG().getInputCount());
      }
    }
    return most;
  }

  /// Names that a node's bodies read and do not define, in order of use.
  static Set<String> of(NodeProto node) {
    Set<String> free = new LinkedHashSet<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        collect(attribute.getG(), free);
      }
      attribute.getGraphsList().forEach(graph -> collect(graph, free));
    }
    return free;
  }

  private static void collect(GraphProto graph, Set<String> free) {
    Set<String> own = locals(graph);
    for (NodeProto node : graph.getNodeList()) {
      addAll(node.getInputList(), own, free);
      addAll(of(node), own, free);
    }
    addAll(graph.getOutputList().stream().map(ValueInfoProto::getName).toList(), own, free);
  }

  private static void addAll(Collection<String> names, Set<String> own, Set<String> free) {
    for (String name : names) {
      if (!name.isEmpty() && !own.contains(name)) {
        free.add(name);
      }
    }
  }

  /// Names that a body defines itself.
  static Set<String> locals(GraphProto graph) {
    Set<String> own = new HashSet<>();
    graph.getInputList().forEach(input -> own.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> own.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> own.add(tensor.getValues().getName()));
    for (NodeProto node : graph.getNodeList()) {
      own.addAll(node.getOutputList());
    }
    return own;
  }
}
