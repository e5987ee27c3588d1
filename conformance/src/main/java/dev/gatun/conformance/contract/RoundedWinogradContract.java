package dev.gatun.conformance.contract;

/// [WinogradContract] for transforms whose points are no powers of two, such as the square roots of
/// F(4 × 4): sums of small integers are rounded, too. Laws that compare two computations bit for
/// bit do not hold and are no properties here.
public abstract class RoundedWinogradContract extends WinogradContract {
  /// For subclasses.
  protected RoundedWinogradContract() {}

  @Override
  protected boolean exactIntegers() {
    return false;
  }

  @Override
  protected double l2Gate() {
    return 2e-5;
  }

  @Override
  public void batchIsEachImageAlone(Problem problem) {}

  @Override
  public void groupsAreConcatenatedParts(Problem problem) {}

  @Override
  public void pointwiseIsProduct(Problem problem) {}

  @Override
  public void dilationIsZeroStuffedKernel(Problem problem) {}

  @Override
  public void movesWithItsImage(Problem problem) {}

  @Override
  public void isLinear(Problem problem) {}
}
