package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// Attention without softmax, as a recurrence over time (Katharopoulos et al. 2020), with a decay
/// (Yang et al. 2023) and the delta rule (Schlag et al. 2021). For each head and step:
///
/// ```
/// S ← e^decay · S                      where there is a decay, per row of S
/// v ← beta · (v − Sᵀk)                 where there is a beta
/// S ← S + k·vᵀ
/// y = scale · Sᵀq                      for every query head that shares S
/// ```
///
/// Inputs, for T steps of B sequences: q `[B, T, heads·D]`; k `[B, T, keyHeads·D]`; v `[B, T,
/// keyHeads·E]`; S at the beginning, optional, `[B, keyHeads, D, E]`, else 0; decay, optional, `[B,
/// T, keyHeads·D]` or `[B, T, keyHeads]`; beta, optional, `[B, T, keyHeads]` or `[B, T, 1]`.
/// Outputs: y `[B, T, heads·E]`; S at the end, of the type that it had at the beginning, else of
/// q's.
///
/// @param heads heads of q, a multiple of keyHeads
/// @param keyHeads heads of k and v, ≥ 1; neighbouring heads of q share one
/// @param scale factor of y; 0: 1/√D
public record LinearAttention(int heads, int keyHeads, float scale) implements Op {
  /// Heads must be positive and divide each other.
  public LinearAttention {
    if (keyHeads < 1 || heads < 1 || heads % keyHeads != 0) {
      throw new InvalidInputException(
          "LinearAttention: got "
              + heads
              + " heads of queries and "
              + keyHeads
              + " of keys, required a positive number and a divisor of it");
    }
  }

  /// The factor of y.
  ///
  /// @param size D; where it is 0, y is 0 whatever the factor
  /// @return scale, or what stands for 0
  public double factor(long size) {
    return scale == 0 ? 1 / Math.sqrt((double) Math.max(1, size)) : scale;
  }
}
