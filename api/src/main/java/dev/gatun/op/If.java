package dev.gatun.op;

import dev.gatun.graph.Graph;
import java.util.List;

/// One of two graphs, by a condition. Inputs: condition (BOOL, one element), then the values that
/// the branches use. Both branches take all of these as inputs, in order, and have as many outputs
/// as the node.
///
/// @param thenBranch what runs where the condition holds
/// @param elseBranch what runs elsewhere
public record If(Graph thenBranch, Graph elseBranch) implements ControlFlow {
  @Override
  public List<Graph> bodies() {
    return List.of(thenBranch, elseBranch);
  }
}
