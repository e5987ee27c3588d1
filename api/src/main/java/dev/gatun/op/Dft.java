package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Discrete Fourier transform of length n along one axis: `y[k] = Σ x[t]·e^(−2πi·k·t/n)`, inverse
/// `y[t] = 1/n·Σ x[k]·e^(2πi·k·t/n)`. The input is cut or filled with zeros to n elements.
///
/// Inputs: x `[…, 1]` of real or `[…, 2]` of complex numbers; length (scalar) at 1 while `length`
/// is null, absent: the axis' extent; axis (scalar) at 2 while `axis` is null. Output: complex
/// numbers `[…, 2]` with extent n along the axis. One-sided, forwards: of a real x the first ⌊n/2⌋
/// + 1 results, which the others mirror; inverse: x is such a half (its extent m stands for n =
///   2·(m −
/// 1) where no length is given), and the result is real, `[…, 1]`.
///
/// @param axis the axis, may be negative, not the last one; null: not bound yet
/// @param length n, 0 or more; null: not bound yet
/// @param inverse whether frequencies become a signal
/// @param oneSided whether of frequencies that mirror each other one half is left out
public record Dft(@Nullable Integer axis, @Nullable Long length, boolean inverse, boolean oneSided)
    implements Signal {
  /// The largest length; the buffers of a transform are a few times longer.
  public static final long MAX_LENGTH = 1 << 28;

  @Override
  public String title() {
    return "DFT";
  }

  /// Results along the axis.
  ///
  /// @param n the bound length
  /// @return the output's extent
  public long outputExtent(long n) {
    return oneSided && !inverse ? n / 2 + 1 : n;
  }
}
