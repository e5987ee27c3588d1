package dev.gatun.infer;

import dev.gatun.graph.Dim;

/// One element of a small tensor whose contents are followed before a run; see [Contents].
sealed interface Item {
  /// A known integer or truth value (0 or 1).
  record Whole(long value) implements Item {}

  /// A known floating-point number.
  record Real(double value) implements Item {}

  /// The extent that a symbol stands for: 0 or more.
  record Named(Dim.Symbol symbol) implements Item {}

  /// An element about which nothing is known.
  record Unclear() implements Item {
    /// The one of its kind.
    static final Item ITEM = new Unclear();
  }

  /// Whether the element is a known number.
  default boolean isKnown() {
    return this instanceof Whole || this instanceof Real;
  }

  /// An extent as an element.
  static Item of(Dim dim) {
    return switch (dim) {
      case Dim.Known known -> new Whole(known.value());
      case Dim.Symbol symbol -> new Named(symbol);
      case Dim.Unknown _ -> Unclear.ITEM;
    };
  }

  /// The element as an extent; negative and fractional numbers are none.
  default Dim dim() {
    return switch (this) {
      case Whole whole when whole.value >= 0 -> Dim.of(whole.value);
      case Named named -> named.symbol;
      case Whole _, Real _, Unclear _ -> Dim.UNKNOWN;
    };
  }
}
