package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Transposed convolution over one to three axes.
public abstract class ConvTransposeContract extends BackendContract {
  /// For subclasses.
  protected ConvTransposeContract() {}

  /// A transposed convolution is the gradient of the convolution with the same weights.
  ///
  /// @param problem a transposed convolution
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void isGradientOfConvolution(@ForAll("family") Problem problem) {
    FamilyLaws.isGradientOfConvolution(this, problem);
  }

  /// A convolution of a sum is the sum of the convolutions.
  ///
  /// @param problem a transposed convolution
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
    return Generators.convTranspose(choices);
  }
}
