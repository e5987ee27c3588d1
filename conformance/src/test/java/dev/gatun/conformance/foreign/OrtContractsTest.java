package dev.gatun.conformance.foreign;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Limits;
import dev.gatun.conformance.contract.DataMovementContract;
import dev.gatun.conformance.contract.PoolContract;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.Group;
import net.jqwik.api.Provide;

/**
 * Contracts as JUnit runs them, on ONNX Runtime, with its gaps in the two ways that there are: a
 * case that is turned round, and problems that are not drawn. There is no {@code engine(int)}: the
 * library does not promise that any number of threads gives the same bits. {@link OrtKitTest} goes
 * through the other families.
 */
@SuppressWarnings("ClassCanBeStatic") // jqwik wants its groups so
class OrtContractsTest {
  private static final Engine ENGINE =
      new OrtBackend().open(new EngineOptions(2, Limits.defaults()));

  @Group
  class Pools extends PoolContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }

    /** The gap: the maximum over 1 and NaN is 1. */
    @Example
    @Override
    public void specialValues() {
      AssertionError gap = assertThrows(AssertionError.class, super::specialValues);
      assertTrue(String.valueOf(gap.getMessage()).contains("required NaN"), gap::getMessage);
      System.out.println("known gap: a maximum drops NaN where another element stands beside it");
    }
  }

  @Group
  class Movement extends DataMovementContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }

    @Provide
    @Override
    protected Arbitrary<Problem> family() {
      List<KnownGap> gaps = List.of(OrtGaps.REFLECTED_CROP, OrtGaps.WRAPPED_NOTHING);
      gaps.forEach(gap -> System.out.println("known gap, not drawn: " + gap.reason()));
      return KnownGap.without(gaps, super.family());
    }
  }
}
