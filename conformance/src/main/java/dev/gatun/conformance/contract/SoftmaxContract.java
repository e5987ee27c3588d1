package dev.gatun.conformance.contract;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Softmax and its logarithm, along any axis.
public abstract class SoftmaxContract extends BackendContract {
  /// For subclasses.
  protected SoftmaxContract() {}

  /// Every result is within its bound of the exact one; on small integers it is exact where no
  /// function is approximated.
  ///
  /// @param problem a problem of this family
  @Property(
      tries = 200,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void isWithinItsBound(@ForAll("softmaxes") Problem problem) {
    verify(problem);
  }

  /// Any number of threads gives the same bits.
  ///
  /// @param problem a problem of this family
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void threadsDoNotChangeBits(@ForAll("softmaxes") Problem problem) {
    verifyThreads(problem);
  }

  /// The problems of this contract.
  ///
  /// @return the problems
  @Provide
  protected Arbitrary<Problem> softmaxes() {
    return problems(PlainGenerators::softmax);
  }
}
