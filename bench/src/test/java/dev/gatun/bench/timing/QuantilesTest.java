package dev.gatun.bench.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void knownOnes() {
    Quantiles odd = Quantiles.of(5, 1, 4, 2, 3);
    assertEquals(5, odd.count());
    assertEquals(1, odd.min());
    assertEquals(3, odd.median());
    assertEquals(2, odd.at(0.25));
    assertEquals(4, odd.at(0.75));
    assertEquals(4.6, odd.at(0.9), 1e-12);
    assertEquals(5, odd.at(1));

    Quantiles even = Quantiles.of(List.of(40.0, 10.0, 30.0, 20.0));
    assertEquals(25, even.median());
    assertEquals(17.5, even.at(0.25));
    assertEquals(37, even.at(0.9), 1e-12);

    assertEquals(7, Quantiles.of(7).at(0.9));
    assertEquals(Double.NaN, Quantiles.of().median());
  }

  @Test
  void theNumbersGivenStayAsTheyAre() {
    double[] values = {2, 1};
    Quantiles quantiles = Quantiles.of(values);
    values[0] = 100;
    assertEquals(1.5, quantiles.median());
    assertEquals(1, values[1]);
  }

  @Test
  void twiceAndHalfGiveOne() {
    assertEquals(1, Quantiles.geometricMean(List.of(2.0, 0.5)), 1e-12);
    assertEquals(2, Quantiles.geometricMean(List.of(1.0, 2.0, 4.0)), 1e-12);
    assertEquals(Double.NaN, Quantiles.geometricMean(List.of()));
  }
}
