package dev.gatun.conformance.suite;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What came of one case.
///
/// @param suite the case's suite
/// @param name the case's name
/// @param verdict how it ended
/// @param reason why, empty where it passed
/// @param error largest error in relation to its bound, or null where nothing was compared
/// @param bound what that error was allowed to be, or null where nothing was compared
/// @param operators the ONNX operators of the model, empty where it did not load
/// @param nanos time that loading, compiling, running and comparing took together
public record CaseResult(
    String suite,
    String name,
    Verdict verdict,
    String reason,
    @Nullable Double error,
    @Nullable Double bound,
    SortedSet<String> operators,
    long nanos) {
  /// What the table calls the case's operators: the one that there is, or that there are several.
  ///
  /// @return a name
  String operator() {
    return switch (operators.size()) {
      case 0 -> "not loaded";
      case 1 -> operators.first();
      default -> "several operators";
    };
  }
}
