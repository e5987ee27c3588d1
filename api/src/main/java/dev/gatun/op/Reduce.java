package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Reduction over axes. Inputs: x; axes (INT64) at 1 while `axes` is null.
///
/// @param kind which reduction
/// @param axes axes, may be negative; empty means all, or none with `noopWithEmptyAxes`; null: not
///   bound yet
/// @param keepDims whether reduced axes stay with extent 1
/// @param noopWithEmptyAxes what empty axes mean
public record Reduce(Kind kind, @Nullable Ints axes, boolean keepDims, boolean noopWithEmptyAxes)
    implements Op {
  /// The reductions.
  public enum Kind {
    SUM,
    MEAN,
    MAX,
    MIN,
    PROD,
    L1,
    L2,
    LOG_SUM,
    LOG_SUM_EXP,
    SUM_SQUARE
  }

  @Override
  public String title() {
    return "REDUCE_" + kind.name();
  }
}
