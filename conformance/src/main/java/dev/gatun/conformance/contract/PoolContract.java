package dev.gatun.conformance.contract;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Maximum, average and power pools over one to three axes.
public abstract class PoolContract extends BackendContract {
  /// For subclasses.
  protected PoolContract() {}

  /// Every result is within its bound of the exact one; on small integers it is exact where no
  /// function is approximated.
  ///
  /// @param problem a problem of this family
  @Property(
      tries = 200,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void isWithinItsBound(@ForAll("pools") Problem problem) {
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
  public void threadsDoNotChangeBits(@ForAll("pools") Problem problem) {
    verifyThreads(problem);
  }

  /// NaN wins a maximum, infinities and −0 stay what they are, and pads never win.
  @Example
  public void specialValues() {
    SpecialValues.maxPool(engine());
  }

  /// The problems of this contract.
  ///
  /// @return the problems
  @Provide
  protected Arbitrary<Problem> pools() {
    return problems(Generators::pool);
  }
}
