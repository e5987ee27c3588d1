package dev.gatun.op;

import dev.gatun.graph.Graph;
import java.util.List;

/// A graph that runs again and again. Inputs: the largest number of rounds M (INT64, one element,
/// absent: no bound); the condition (BOOL, one element, absent: true); the states' first values;
/// then the values that the body uses. Outputs: the states' last values; then, for each further
/// output of the body, the values of all rounds stacked along a new first axis.
///
/// The body takes the round's number (INT64 scalar), the condition (BOOL scalar), the states and
/// the used values; it gives the next condition, the next states and the values to stack. A round
/// runs as long as the condition holds and fewer than M have run.
///
/// @param body one round
/// @param states how many values are carried from round to round
public record Loop(Graph body, int states) implements ControlFlow {
  @Override
  public List<Graph> bodies() {
    return List.of(body);
  }
}
