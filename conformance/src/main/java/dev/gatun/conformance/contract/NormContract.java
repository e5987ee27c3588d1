package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Normalisations that measure their input: by layer, instance and group, across neighbouring
/// channels, and to unit length. Means far from 0 must not cost the variance its digits.
public abstract class NormContract extends BackendContract {
  /// For subclasses.
  protected NormContract() {}

  /// Groups of one channel each are normalised as instances.
  ///
  /// @param problem a normalisation
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void groupsOfOneAreInstances(@ForAll("family") Problem problem) {
    FamilyLaws.groupsOfOneAreInstances(this, problem);
  }

  @Override
  protected Problem draw(Draw choices) {
    return FamilyGenerators.norm(choices);
  }
}
