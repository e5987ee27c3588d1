package dev.gatun.conformance.graphs;

/// What came of one graph.
///
/// @param verdict how it ended
/// @param reason why, empty where it passed
/// @param error the largest ‖got − wanted‖₂ / ‖wanted‖₂ of its outputs, 0 where none was compared
public record GraphResult(Verdict verdict, String reason, double error) {
  /// Ways to end.
  public enum Verdict {
    /// Every output is within its bound.
    PASSED,
    /// An output is off.
    DIFFERENT,
    /// The run ended with an error.
    BROKEN,
    /// The backend says that it does not have an operator.
    UNIMPLEMENTED,
    /// An output is nearly all zero or constant, so that the comparison could not have failed.
    MISTRUSTED,
    /// The oracle cannot run it.
    UNJUDGED
  }

  /// Whether the engine under test did something wrong.
  ///
  /// @return true for an output that is off, or an error
  public boolean isFailure() {
    return verdict == Verdict.DIFFERENT || verdict == Verdict.BROKEN;
  }
}
