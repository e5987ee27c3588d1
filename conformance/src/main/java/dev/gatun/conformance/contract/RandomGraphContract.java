package dev.gatun.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.conformance.graphs.BackendRunner;
import dev.gatun.conformance.graphs.GraphCampaign;
import dev.gatun.conformance.graphs.GraphComparison;
import dev.gatun.conformance.graphs.GraphResult.Verdict;
import dev.gatun.conformance.graphs.GraphRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// Whole networks, drawn from seeds, on a backend that is found by its name: what single operators
/// do not show, such as layouts between layers, fused neighbours and memory used twice. They are
/// the same in every run. A failure prints the network, made as small as it still fails.
///
/// ```java
/// class MyGraphsTest extends RandomGraphContract {
///   @Override
///   protected String backend() {
///     return "mine";
///   }
/// }
/// ```
public abstract class RandomGraphContract {
  /// For subclasses.
  protected RandomGraphContract() {}

  /// The backend under test.
  ///
  /// @return the name that its provider gives
  protected abstract String backend();

  /// What it is compared with.
  ///
  /// @return the reference unless overridden
  protected GraphRunner oracle() {
    return BackendRunner.of("reference");
  }

  /// How many networks are drawn.
  ///
  /// @return 100 unless overridden, a few seconds
  protected int graphs() {
    return 100;
  }

  @Test
  void randomNetworksGiveTheOraclesResults() throws IOException {
    GraphComparison comparison = new GraphComparison(BackendRunner.of(backend()), oracle());
    GraphCampaign campaign = new GraphCampaign(comparison, 0, graphs());
    campaign.run(_ -> {});
    StringWriter report = new StringWriter();
    campaign.print(new PrintWriter(report), null);
    assertEquals(0, campaign.failures(), report::toString);
    assertTrue(campaign.count(Verdict.PASSED) > graphs() * 9 / 10, report::toString);
  }
}
