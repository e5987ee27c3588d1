package dev.gatun.conformance.contract;

import dev.gatun.Tensor;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Dense and grouped convolution over one to three axes, with bias, residual and activation.
public abstract class ConvContract extends BackendContract {
  /// For subclasses.
  protected ConvContract() {}

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

  /// A grouped convolution is the concatenation of its groups' convolutions.
  ///
  /// @param problem a convolution
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void groupsAreConcatenatedParts(@ForAll("family") Problem problem) {
    ConvLaws.groupsAreConcatenatedParts(this, problem);
  }

  /// A 1×1 convolution is a matrix product of weights and pixels.
  ///
  /// @param problem a convolution
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void pointwiseIsProduct(@ForAll("family") Problem problem) {
    ConvLaws.pointwiseIsProduct(this, problem);
  }

  /// A NaN reaches exactly the results whose windows hold it, and relu passes it on.
  @Example
  public void nanReachesItsWindows() {
    Tensor y = ConvLaws.withNan(this);
    for (int i = 0; i < y.shape().size(); i++) {
      boolean near = i / 5 < 2 && i % 5 < 2;
      if (Double.isNaN(y.getDouble(i)) != near) {
        throw new AssertionError(
            "NaN at pixel 0, 0 of a 5×5 image, kernel 3×3, pad 1, relu: result "
                + i
                + " is "
                + y.getDouble(i)
                + ", required "
                + (near ? "NaN" : "a number"));
      }
    }
  }

  /// A dilated kernel is the kernel with zeros between its elements.
  ///
  /// @param problem a convolution
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void dilationIsZeroStuffedKernel(@ForAll("family") Problem problem) {
    ConvLaws.dilationIsZeroStuffedKernel(this, problem);
  }

  @Override
  protected Problem draw(Draw choices) {
    return Generators.conv(choices);
  }
}
