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

  /// Shapes from real networks, where blocking and tails meet.
  @Example
  public void shapesFromNetworks() {
    parse(
            "conv n1 ic3 oc32 iw56 ih56 kw3 kh3 sw2 sh2 pw1 ph1 bias relu",
            "conv n1 ic64 oc24 iw14 ih14 kw1 kh1 bias",
            "conv g2 n1 ic16 oc48 iw13 ih13 kw5 kh5 pw2 ph2 bias relu",
            "conv n2 ic33 oc65 iw7 ih7 kw3 kh3 pw1 ph1 bias residual relu",
            "conv n1 ic3 oc16 iw28 ih28 kw7 kh7 sw2 sh2 pw3 ph3 bias clip",
            "conv n1 ic130 oc70 iw5 ih5 kw3 kh3 pw2 ph2 dw2 dh2 bias hard_swish",
            "conv n1 ic8 oc8 iw97 kw9 dw3 pw12 bias")
        .forEach(this::verify);
  }

  /// A batch is each of its images alone.
  ///
  /// @param problem a convolution
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void batchIsEachImageAlone(@ForAll("family") Problem problem) {
    ConvLaws.batchIsEachImageAlone(this, problem);
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
