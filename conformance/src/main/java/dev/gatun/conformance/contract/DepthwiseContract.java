package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Convolution with one input channel per group, with and without a channel multiplier.
public abstract class DepthwiseContract extends BackendContract {
  /// For subclasses.
  protected DepthwiseContract() {}

  /// A moved image gives a moved result.
  ///
  /// @param problem a convolution
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void movesWithItsImage(@ForAll("family") Problem problem) {
    ConvLaws.movesWithItsImage(this, problem);
  }

  /// A convolution of a sum is the sum of the convolutions.
  ///
  /// @param problem a convolution
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
    return Generators.depthwise(choices);
  }
}
