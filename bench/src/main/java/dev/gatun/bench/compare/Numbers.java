package dev.gatun.bench.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers as people read them, a dash where there is none.
final class Numbers {
  static final String NONE = "-";

  private Numbers() {}

  static String decimals(@Nullable Double value, int places) {
    return value == null || value.isNaN()
        ? NONE
        : String.format(Locale.ROOT, "%,." + places + "f", value);
  }

  /// Three digits or more: 0.213, 3.29, 37.7, 1,440.
  static String millis(@Nullable Double value) {
    if (value == null) {
      return NONE;
    }
    return decimals(value, value < 1 ? 3 : value < 10 ? 2 : value < 1000 ? 1 : 0);
  }

  static String scientific(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.1e", value);
  }

  static String percent(@Nullable Double part) {
    return part == null ? NONE : decimals(100 * part, 0) + " %";
  }

  static String mebibytes(@Nullable Long bytes) {
    return bytes == null ? "not available" : String.format(Locale.ROOT, "%,d", bytes >> 20);
  }
}
