package dev.gatun.conformance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/// Pieces of HTML and SVG, and the look that all pages of Gatun's command lines share. A page is
/// one file that needs nothing else.
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

  /// The beginning of a page, up to its body: light or dark as the reader has it, tables of lines.
  /// The shared style gives the colours `--text`, `--page`, `--line`, the class `wide` for what may
  /// be scrolled sideways, and `word` for cells that stand at the left.
  ///
  /// @param title in the window's bar, any text
  /// @param style what the page adds to the shared style
  /// @return the text up to `</head>`
  public static String head(String title, String style) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%s</title>
    <style>
    %s%s</style>
    </head>
    """
        .formatted(escaped(title), resource("page.css"), style);
  }

  /// A file that lies beside this class.
  ///
  /// @param name its name
  /// @return its text
  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Html.class.getResourceAsStream(name), "part of the module")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
