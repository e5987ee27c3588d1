package dev.gatun.conformance.contract;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Maximum, average and power pools over one to three axes, over windows and over everything.
public abstract class PoolContract extends BackendContract {
  /// For subclasses.
  protected PoolContract() {}

  /// NaN wins a maximum, infinities and −0 stay what they are, and pads never win.
  @Example
  public void specialValues() {
    SpecialValues.maxPool(engine());
  }

  /// A pool of concatenated channels is the concatenation of the channels' pools.
  ///
  /// @param problem a pool
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void channelsArePooledAlone(@ForAll("family") Problem problem) {
    FamilyLaws.channelsArePooledAlone(this, problem);
  }

  @Override
  protected Problem draw(Draw choices) {
    return Generators.pool(choices);
  }
}
