package dev.gatun.op;

import dev.gatun.graph.Graph;
import java.util.List;

/// Operators with graphs inside. A session runs them; backends never see them.
///
/// A body reads nothing but its own inputs and constants: values of the graph around it which it
/// uses are inputs of the node, behind the operator's own, and inputs of the body, behind its own,
/// in the same order.
public sealed interface ControlFlow extends Op permits If, Loop, Scan {
  /// The graphs inside.
  ///
  /// @return all of them
  List<Graph> bodies();
}
