package dev.gatun.conformance.hostile;

import java.util.List;

/// A model file made from a seed by damage.
///
/// @param seed of the campaign
/// @param number of the mutant in the campaign, from 0
/// @param origin name of the model that was damaged
/// @param changes what was done to it, in order
/// @param bytes the file's content
public record Mutant(long seed, long number, String origin, List<String> changes, byte[] bytes) {
  /// What makes the same mutant again.
  ///
  /// @return arguments of the command line
  public String reproduction() {
    return "gatun conformance --fuzz-only " + number + " --seed " + seed;
  }

  /// Number, origin and changes.
  @Override
  public String toString() {
    return "mutant " + number + " of " + origin + " (" + String.join(", ", changes) + ")";
  }
}
