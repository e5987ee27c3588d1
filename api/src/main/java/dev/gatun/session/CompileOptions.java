package dev.gatun.session;

import dev.gatun.Limits;
import java.util.Set;

/// How the graphs of a session are compiled.
///
/// @param limits bounds on everything planned
/// @param disabledPasses names of passes to leave out
/// @param plans most plans kept of one graph, ≥ 1
public record CompileOptions(Limits limits, Set<String> disabledPasses, int plans) {
  /// Copies the set.
  public CompileOptions {
    disabledPasses = Set.copyOf(disabledPasses);
  }
}
