package dev.gatun.conformance.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table that is written row by row, the first cell of each row its heading.
final class ReportTable {
  private final StringBuilder page;

  /// Begins a table.
  ///
  /// @param page where it is written
  /// @param caption what the table shows
  /// @param words headings of the first columns, which stand at the left
  /// @param numbers headings of the others
  ReportTable(StringBuilder page, String caption, List<String> words, List<String> numbers) {
    this.page = page;
    page.append("<div class=\"wide\" tabindex=\"0\"><table>\n<caption><span>");
    page.append(Html.escaped(caption)).append("</span></caption>\n<thead><tr>");
    words.forEach(word -> column(" class=\"word\"", word));
    numbers.forEach(number -> column("", number));
    page.append("</tr></thead>\n<tbody>\n");
  }

  private void column(String kind, String heading) {
    page.append("<th scope=\"col\"").append(kind).append('>').append(heading).append("</th>");
  }

  /// Begins a row.
  ///
  /// @param kind its class, or empty
  void row(String kind) {
    page.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
  }

  void heading(String text) {
    page.append("<th scope=\"row\" class=\"word\">").append(Html.escaped(text)).append("</th>");
  }

  void words(String text) {
    page.append("<td class=\"word long\">").append(Html.escaped(text)).append("</td>");
  }

  void verdict(String verdict, String reason) {
    page.append("<td class=\"word long\"><b>").append(verdict).append("</b>");
    page.append(reason.isEmpty() ? "" : ": " + Html.escaped(reason)).append("</td>");
  }

  void count(int count) {
    page.append(count == 0 ? "<td class=\"none\">0</td>" : "<td>" + count + "</td>");
  }

  /// A cell that sorts by its value, not by its text.
  void number(String text, @Nullable Double value) {
    page.append(value == null ? "<td>" : "<td data-value=\"" + value + "\">");
    page.append(Html.escaped(text)).append("</td>");
  }

  void endRow() {
    page.append("</tr>\n");
  }

  /// What follows are rows of sums, which stay below when the others are sorted.
  void foot() {
    page.append("</tbody>\n<tfoot>\n");
  }

  /// Ends the table; HTML lets the open part end with it.
  void close() {
    page.append("</table></div>\n");
  }
}
