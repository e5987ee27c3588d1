package dev.gatun.bench.profile;

import java.util.Locale;

/// Numbers as people read them.
final class Figures {
  private Figures() {}

  /// Milliseconds to the microsecond.
  static String ms(double value) {
    return String.format(Locale.ROOT, "%,.3f", value);
  }

  /// With one decimal; nothing for 0, where there is nothing to say.
  static String rate(double value) {
    return value == 0 ? "" : String.format(Locale.ROOT, "%,.1f", value);
  }

  /// A part of a whole.
  static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  /// Bytes as KiB, rounded up.
  static String kibibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d", Math.ceilDiv(bytes, 1024L));
  }
}
