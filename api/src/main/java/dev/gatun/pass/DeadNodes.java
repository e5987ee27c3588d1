package dev.gatun.pass;

import dev.gatun.graph.Graph;

/// Drops nodes and constants that no result of the graph depends on. Always correct: nodes have no
/// effects.
final class DeadNodes implements Pass {
  @Override
  public String name() {
    return "dead-nodes";
  }

  @Override
  public Graph apply(Graph graph, PassContext context) {
    GraphEditor edit = new GraphEditor(graph);
    context.fired(name(), edit.removeDead());
    return edit.graph();
  }
}
