package dev.gatun.pass;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;

/// A pass that looks at one node at a time, the last of its pattern: everything the pattern reads
/// is defined by then, so a replacement that takes that node's place keeps the order.
interface NodePass extends Pass {
  /// Rewrites the pattern that ends in a node.
  ///
  /// @param node the node
  /// @param edit the graph around it
  /// @return whether it fired
  boolean rewrite(Node node, GraphEditor edit);

  @Override
  default Graph apply(Graph graph, PassContext context) {
    GraphEditor edit = new GraphEditor(graph);
    context.fired(name(), edit.forEach(node -> rewrite(node, edit)));
    return edit.graph();
  }
}
