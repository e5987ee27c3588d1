package dev.gatun.bench.cli;

import java.util.Locale;

/// Pieces of HTML and SVG.
public final class Html {
  private Html() {}

  /// Text that may stand anywhere in HTML, between tags and in attributes.
  ///
  /// @param text anything
  /// @return the text with entities for what HTML reads as its own
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// A coordinate.
  ///
  /// @param value in pixels
  /// @return a tenth is enough
  public static String px(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
