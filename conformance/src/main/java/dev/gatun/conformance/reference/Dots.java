package dev.gatun.conformance.reference;

import dev.gatun.Tensor;
import dev.gatun.op.Activation;

/// Dot products in double, with what a proof about their float32 counterparts needs.
///
/// @param values one sum per result, row-major, before any activation
/// @param magnitudes Σ|aᵢbᵢ| of the same sums, with |bias| and |residual| counted in
/// @param terms the most terms that any of the sums has
/// @param activation what is applied to the sums afterwards
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record Dots(double[] values, double[] magnitudes, int terms, Activation activation) {
  /// Unit roundoff of binary32.
  public static final double UNIT_ROUNDOFF = 0x1p-24;

  /// How far a float32 evaluation of sum `i`, in any order and with or without fused multiply-add,
  /// may be from its exact value: γₖ·Σ|aᵢbᵢ| with γₖ = k·u/(1 − k·u) (Higham, *Accuracy and
  /// Stability of Numerical Algorithms*, §3.1), k = terms + 1, and half the smallest subnormal per
  /// term for products that underflow.
  ///
  /// @param i which sum
  /// @return the bound on the sum, before the activation
  public double bound(int i) {
    double ku = (terms + 1) * UNIT_ROUNDOFF;
    return ku / (1 - ku) * magnitudes[i] + (terms + 1) * (double) Float.MIN_VALUE;
  }

  /// Applies the activation and stores the results, rounded to the tensor's type.
  void store(Tensor y) {
    for (int i = 0; i < values.length; i++) {
      y.setDouble(i, Activations.apply(activation, values[i]));
    }
  }
}
