package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Resampling: nearest neighbours are copies, linear and cubic interpolation stay within a few
/// roundings.
public abstract class ResizeContract extends BackendContract {
  /// For subclasses.
  protected ResizeContract() {}

  /// What is resampled to its own size stays as it is.
  ///
  /// @param problem a resampling
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void sameSizeIsCopy(@ForAll("family") Problem problem) {
    FamilyLaws.sameSizeIsCopy(this, problem);
  }

  /// A sum of images is resampled to the sum of what each is resampled to.
  ///
  /// @param problem a resampling
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void isLinear(@ForAll("family") Problem problem) {
    SharedLaws.isLinear(this, problem);
  }

  @Override
  protected Problem draw(Draw choices) {
    return FamilyGenerators.resize(choices);
  }
}
