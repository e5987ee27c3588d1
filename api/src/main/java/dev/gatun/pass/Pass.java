package dev.gatun.pass;

import dev.gatun.graph.Graph;

/// One rewriting of a graph. A pass has no state: what it needs to know stands in the graph, and
/// where that says too little (an unknown rank, a value that is no constant) it does not fire.
public interface Pass {
  /// The name that users switch it off by.
  ///
  /// @return lower-case words joined by hyphens, such as `fold-batch-norm`
  String name();

  /// Rewrites wherever the pattern occurs.
  ///
  /// @param graph the graph
  /// @param context engine, limits, and where firings are counted
  /// @return a graph with the same inputs and outputs; the same instance where nothing fired
  Graph apply(Graph graph, PassContext context);
}
