package dev.gatun.op;

import dev.gatun.graph.Graph;
import java.util.List;

/// A graph that runs once for each slice of its inputs. Inputs: the states' first values; the
/// scanned tensors, all of one extent along their axes; then the values that the body uses.
/// Outputs: the states' last values; then, for each further output of the body, the values of all
/// rounds stacked along a new axis.
///
/// The body takes the states, a slice of every scanned tensor (without the axis) and the used
/// values; it gives the next states and the slices of the results.
///
/// @param body one round
/// @param states how many values are carried from round to round
/// @param inputAxes the axis of each scanned tensor, may be negative
/// @param inputsReversed for each scanned tensor 1 if it is read from its end, else 0
/// @param outputAxes where the new axis of each stacked result stands in it, may be negative
/// @param outputsReversed for each stacked result 1 if the first round's slice is its last, else 0
public record Scan(
    Graph body,
    int states,
    Ints inputAxes,
    Ints inputsReversed,
    Ints outputAxes,
    Ints outputsReversed)
    implements ControlFlow {
  @Override
  public List<Graph> bodies() {
    return List.of(body);
  }
}
