package dev.gatun.conformance.contract;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Functions of one and of two elements, with broadcasting; sums, products and quotients are exact
/// to the last bit.
public abstract class ElementwiseContract extends BackendContract {
  /// For subclasses.
  protected ElementwiseContract() {}

  /// Every result is within its bound of the exact one; on small integers it is exact where no
  /// function is approximated.
  ///
  /// @param problem a problem of this family
  @Property(
      tries = 200,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void isWithinItsBound(@ForAll("elementwiseProblems") Problem problem) {
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
  public void threadsDoNotChangeBits(@ForAll("elementwiseProblems") Problem problem) {
    verifyThreads(problem);
  }

  /// Relu keeps NaN and +∞ and makes everything negative 0.
  @Example
  public void specialValues() {
    SpecialValues.relu(engine());
  }

  /// The problems of this contract.
  ///
  /// @return the problems
  @Provide
  protected Arbitrary<Problem> elementwiseProblems() {
    return problems(PlainGenerators::elementwise);
  }
}
