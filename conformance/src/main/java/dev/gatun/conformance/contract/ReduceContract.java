package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Sums, means, extremes, products and norms over any axes, and the places of extremes.
public abstract class ReduceContract extends BackendContract {
  /// For subclasses.
  protected ReduceContract() {}

  /// A sum over two axes is the sum over one of the sums over the other.
  ///
  /// @param problem a reduction
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void sumIsSumOfSums(@ForAll("family") Problem problem) {
    FamilyLaws.sumIsSumOfSums(this, problem);
  }

  @Override
  protected Problem draw(Draw choices) {
    return FamilyGenerators.reduce(choices);
  }
}
