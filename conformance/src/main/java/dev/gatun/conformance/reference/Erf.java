package dev.gatun.conformance.reference;

/// The error function to nearly double precision.
final class Erf {
  private Erf() {}

  /// erf x = 2/√π · e^(−x²) · Σₙ 2ⁿ·x^(2n+1) / (1·3·5·…·(2n+1)): all terms have one sign, so
  /// nothing cancels (Abramowitz and Stegun, 7.1.6). From |x| = 6 on the result is ±1 in double.
  static double of(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Math.abs(x) >= 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.ulp(sum) / 4; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
