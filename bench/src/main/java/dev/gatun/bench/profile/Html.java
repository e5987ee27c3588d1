package dev.gatun.bench.profile;

import java.util.Locale;

/// Pieces of HTML and SVG.
final class Html {
  private Html() {}

  /// Text that may stand anywhere in HTML, between tags and in attributes.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// A coordinate.
  static String px(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
