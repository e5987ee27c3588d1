package dev.gatun.conformance.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Tables in resources, a paragraph or a line for each entry:
///
/// ```text
/// # a remark
/// == group: statements that stand before every text of the group
/// name | text
/// name | sentence | text, which goes on
///   on lines that are indented
/// ```
final class TextTable {
  private TextTable() {}

  /// An entry.
  ///
  /// @param group the heading that it stands under, or empty
  /// @param name before the first bar
  /// @param sentence between the bars, or empty where there is one bar only
  /// @param text after the last bar, behind the group's statements
  record Line(String group, String name, String sentence, String text) {}

  /// Reads a resource that lies beside this class.
  static List<Line> read(String resource) {
    List<Line> lines = new ArrayList<>();
    String group = "";
    String prefix = "";
    for (String line : content(resource).replace("\n  ", " ").split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("== ")) {
        int end = line.indexOf(':');
        group = line.substring(3, end);
        prefix = line.substring(end + 1).strip() + " ";
        continue;
      }
      String[] parts = line.split("\\|", -1);
      if (parts.length < 2 || parts.length > 3) {
        throw new IllegalArgumentException(
            resource + ": got '" + line + "', required 'name | text' or 'name | sentence | text'");
      }
      String sentence = parts.length == 3 ? parts[1].strip() : "";
      String text = (prefix + parts[parts.length - 1].strip()).strip();
      lines.add(new Line(group, parts[0].strip(), sentence, text));
    }
    return lines;
  }

  private static String content(String resource) {
    try (InputStream in =
        Objects.requireNonNull(TextTable.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " is in the jar, and cannot be read", e);
    }
  }
}
