package dev.gatun.op;

import java.util.List;

/// What all [Recurrent] operators have.
///
/// @param direction which way through time
/// @param functions the functions of a cell in the operator's order, for each direction
/// @param clip arguments of functions are clipped to −clip … clip; +∞ for none
public record Recurrence(Direction direction, List<GateFunction> functions, float clip) {
  /// Ways through time.
  public enum Direction {
    /// From the first step to the last.
    FORWARD,
    /// From the last step to the first.
    REVERSE,
    /// Both, forward first.
    BOTH
  }

  /// Copies the list.
  public Recurrence {
    functions = List.copyOf(functions);
  }

  /// {@return D, the number of directions}
  public int directions() {
    return direction == Direction.BOTH ? 2 : 1;
  }

  /// Whether a direction runs from the last step to the first.
  ///
  /// @param index which direction, from 0
  /// @return true for the second of two and for the only one of [Direction#REVERSE]
  public boolean isReverse(int index) {
    return direction == Direction.REVERSE || index == 1;
  }

  /// Complains where the number of functions does not fit the operator.
  Recurrence require(int functionsPerDirection) {
    int required = functionsPerDirection * directions();
    if (functions.size() != required) {
      throw new IllegalArgumentException(
          "recurrence: got " + functions.size() + " functions, required " + required);
    }
    return this;
  }
}
