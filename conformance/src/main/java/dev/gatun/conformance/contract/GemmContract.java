package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Matrix products, single and batched, with transposition, factors, bias and activation.
public abstract class GemmContract extends BackendContract {
  /// For subclasses.
  protected GemmContract() {}

  /// A product of a sum is the sum of the products.
  ///
  /// @param problem a product
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
    return Generators.product(choices);
  }
}
