package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Running totals along an axis. Inputs: x; axis (scalar) at 1 while `axis` is null.
///
/// @param kind what is added up
/// @param axis the axis, may be negative; null: not bound yet
/// @param exclusive whether an element leaves itself out
/// @param reverse whether totals run from the end
public record Cumulate(Kind kind, @Nullable Integer axis, boolean exclusive, boolean reverse)
    implements Op {
  /// The totals. Before the first element they are 0 and 1.
  public enum Kind {
    /// Sums.
    SUM,
    /// Products.
    PRODUCT
  }

  @Override
  public String title() {
    return kind == Kind.SUM ? "CumSum" : "CumProd";
  }
}
