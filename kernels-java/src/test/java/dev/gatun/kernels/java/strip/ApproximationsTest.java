package dev.gatun.kernels.java.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.op.Activation;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// The errors of the approximated functions against double precision, and what they do at the
/// edges.
final class ApproximationsTest {
  private interface FloatFunction {
    float at(float x);
  }

  /// The largest error over a dense grid, in units of the last place of the true result.
  private static double ulps(FloatFunction f, DoubleUnaryOperator truth, double from, double to) {
    double worst = 0;
    for (int i = 0; i <= 200_000; i++) {
      float x = (float) (from + (to - from) * i / 200_000);
      double t = truth.applyAsDouble(x);
      worst = Math.max(worst, Math.abs(f.at(x) - t) / Math.ulp((float) t));
    }
    return worst;
  }

  private static void below(double limit, double got, String what) {
    assertTrue(got <= limit, what + ": got an error of " + got + ", required at most " + limit);
  }

  @Test
  void expIsWithinTwoUlps() {
    below(1.5, ulps(Approximations::exp, StrictMath::exp, -87, 88), "exp");
    below(1.5, ulps(Approximations::fullExp, StrictMath::exp, -87, 88.7), "fullExp");
    below(1.5, ulps(Approximations::fullExp, StrictMath::exp, -103, -87), "fullExp, subnormal");
  }

  @Test
  void expMinus1IsAccurateNearZero() {
    below(3, ulps(Approximations::expMinus1, StrictMath::expm1, -20, -1e-6), "expMinus1");
    below(3, ulps(Approximations::expMinus1, StrictMath::expm1, -1e-3, -1e-9), "expMinus1 near 0");
  }

  @Test
  void logIsWithinTwoUlps() {
    below(1.5, ulps(Approximations::log, StrictMath::log, 1e-6, 10), "log");
    below(1.5, ulps(Approximations::log, StrictMath::log, 0.9, 1.1), "log near 1");
    below(1.5, ulps(Approximations::log, StrictMath::log, 1e-44, 1e-37), "log, subnormal");
    below(1.5, ulps(Approximations::log, StrictMath::log, 1e3, 3e38), "log, large");
  }

  @Test
  void tanhIsWithinThreeUlps() {
    below(3, ulps(Approximations::tanh, StrictMath::tanh, -12, 12), "tanh");
    below(3, ulps(Approximations::tanh, StrictMath::tanh, -1e-3, 1e-3), "tanh near 0");
  }

  @Test
  void sigmoidIsWithinThreeUlps() {
    below(3, ulps(Approximations::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -80, 80), "sigmoid");
  }

  @Test
  void erfIsWithinThreeUlps() {
    below(3, ulps(Approximations::erf, ApproximationsTest::erf, -5, 5), "erf");
  }

  @Test
  void activationsBuiltOnThem() {
    double root = Math.sqrt(2);
    below(2.5e-7, scaled(Activation.Kind.GELU, x -> 0.5 * x * (1 + erf(x / root))), "GELU");
    below(
        2.5e-7,
        scaled(
            Activation.Kind.GELU_TANH,
            x ->
                0.5
                    * x
                    * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        "GELU_TANH");
    below(
        2.5e-7,
        scaled(Activation.Kind.MISH, x -> x * StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x)))),
        "MISH");
    below(
        2.5e-7,
        scaled(Activation.Kind.SOFTPLUS, x -> StrictMath.log1p(StrictMath.exp(x))),
        "SOFTPLUS");
    below(
        4,
        ulps(
            x -> Approximations.activate(Activation.SILU, x),
            x -> x / (1 + StrictMath.exp(-x)),
            -80,
            80),
        "SILU");
  }

  /// The largest error relative to max(1, |x|).
  private static double scaled(Activation.Kind kind, DoubleUnaryOperator truth) {
    Activation f = Activation.of(kind);
    double worst = 0;
    for (int i = 0; i <= 200_000; i++) {
      float x = -12f + i * 24f / 200_000;
      double error = Math.abs(Approximations.activate(f, x) - truth.applyAsDouble(x));
      worst = Math.max(worst, error / Math.max(1, Math.abs(x)));
    }
    return worst;
  }

  @Test
  void edges() {
    assertEquals(0f, Approximations.exp(Float.NEGATIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, Approximations.exp(Float.POSITIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, Approximations.exp(88.5f));
    assertEquals(0f, Approximations.fullExp(-200f));
    assertEquals(Float.POSITIVE_INFINITY, Approximations.fullExp(88.8f));
    assertEquals(1f, Approximations.fullExp(0f));
    assertEquals(Float.NaN, Approximations.fullExp(Float.NaN));
    assertEquals(Float.NEGATIVE_INFINITY, Approximations.log(0f));
    assertEquals(Float.NEGATIVE_INFINITY, Approximations.log(-0f));
    assertEquals(Float.NaN, Approximations.log(-1f));
    assertEquals(Float.POSITIVE_INFINITY, Approximations.log(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Approximations.log(Float.NaN));
    assertEquals(1f, Approximations.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-1f, Approximations.tanh(Float.NEGATIVE_INFINITY));
    assertEquals(Float.NaN, Approximations.tanh(Float.NaN));
    assertEquals(0f, Approximations.sigmoid(Float.NEGATIVE_INFINITY));
    assertEquals(1f, Approximations.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(1f, Approximations.erf(Float.POSITIVE_INFINITY));
    assertEquals(-1f, Approximations.erf(-10f));
    assertEquals(Float.NaN, Approximations.erf(Float.NaN));
    for (Activation.Kind kind : Activation.Kind.values()) {
      float got = Approximations.activate(new Activation(kind, 0.5f, 1.5f), Float.NaN);
      assertTrue(Float.isNaN(got), kind + " of NaN: got " + got + ", required NaN");
    }
  }

  /// The error function by its series (Abramowitz and Stegun 7.1.6) and continued fraction
  /// (7.1.14).
  private static double erf(double x) {
    double a = Math.abs(x);
    if (a > 3) {
      double fraction = 0;
      for (int k = 60; k > 0; k--) {
        fraction = k / 2.0 / (a + fraction);
      }
      return Math.copySign(1 - StrictMath.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction), x);
    }
    double term = a;
    double sum = a;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= 2 * a * a / (2 * k + 1);
      sum += term;
    }
    return Math.copySign(2 / Math.sqrt(Math.PI) * StrictMath.exp(-a * a) * sum, x);
  }
}
