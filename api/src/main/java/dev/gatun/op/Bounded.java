package dev.gatun.op;

/// A [Selection] in a graph of concrete types, as a backend computes it. Inputs as the selection's.
/// Outputs: those of the selection, each with the type of the largest result that the shapes of the
/// inputs allow; behind them the number n of selected items, an INT64 scalar.
///
/// A result is written **compactly**: where its type is `[2, max]` and n items were found, the
/// first 2·n elements are the result as `[2, n]`, row-major, and the rest is left alone. Who runs
/// the plan takes that part.
///
/// @param selection what is computed
public record Bounded(Selection selection) implements Op {
  @Override
  public String title() {
    return selection.title();
  }
}
