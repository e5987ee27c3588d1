package dev.gatun.conformance.suite;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What came of one case.
///
/// @param suite the case's suite
/// @param name the case's name
/// @param verdict how it ended
/// @param reason why, empty where it passed; lines after the first show what it is about
/// @param error largest error in relation to its bound, or null where nothing was compared
/// @param bound what that error was allowed to be, or null where nothing was compared
/// @param operators the ONNX operators of the model, empty where it did not load
/// @param nanos time that loading, compiling, running and comparing took together
/// @param rerun the options of `gatun conformance` that run this case alone, without the backend's
public record CaseResult(
    String suite,
    String name,
    Verdict verdict,
    String reason,
    @Nullable Double error,
    @Nullable Double bound,
    SortedSet<String> operators,
    long nanos,
    String rerun) {
  /// What tables call the case's operators: the one that there is, or that there are several.
  ///
  /// @return a name
  public String operator() {
    return switch (operators.size()) {
      case 0 -> "not loaded";
      case 1 -> operators.first();
      default -> "several operators";
    };
  }

  /// The reason in one line.
  ///
  /// @return the first line of [#reason]
  public String why() {
    return reason.lines().findFirst().orElse("");
  }

  /// The error as a part of its bound.
  ///
  /// @return 0 or more, above 1 where the error is too large, or null where nothing was compared
  public @Nullable Double ratio() {
    return error == null || bound == null ? null : error == 0 ? 0.0 : error / bound;
  }
}
