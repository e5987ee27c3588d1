package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Inference batch normalisation with constant and with run-time parameters.
public abstract class BatchNormContract extends BackendContract {
  /// For subclasses.
  protected BatchNormContract() {}

  /// Behind a convolution, it is a convolution with other weights and another bias.
  ///
  /// @param problem a batch normalisation
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void foldsIntoConvolution(@ForAll("family") Problem problem) {
    FamilyLaws.foldsIntoConvolution(this, problem);
  }

  @Override
  protected Problem draw(Draw choices) {
    return Generators.batchNorm(choices);
  }
}
