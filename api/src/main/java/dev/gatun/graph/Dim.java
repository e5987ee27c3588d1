package dev.gatun.graph;

/// An extent that may not be known before a run.
public sealed interface Dim {
  /// A known extent.
  ///
  /// @param value 0 or more
  record Known(long value) implements Dim {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /// A named extent: equal names in one graph mean equal extents.
  ///
  /// @param name the name, such as `batch`
  record Symbol(String name) implements Dim {
    @Override
    public String toString() {
      return name;
    }
  }

  /// An extent about which nothing is known.
  record Unknown() implements Dim {
    @Override
    public String toString() {
      return "?";
    }
  }

  /// The one [Unknown]. Its record has no static state, so initialising it never waits for this
  /// interface.
  @SuppressWarnings("ClassInitializationDeadlock")
  Dim UNKNOWN = new Unknown();

  /// {@return the known extent}
  ///
  /// @param value 0 or more
  static Dim of(long value) {
    return new Known(value);
  }

  /// {@return whether the extent is known}
  default boolean isKnown() {
    return this instanceof Known;
  }
}
