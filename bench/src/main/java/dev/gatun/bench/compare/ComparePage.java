package dev.gatun.bench.compare;

import dev.gatun.conformance.cli.Html;
import java.util.List;

/// A comparison as one HTML page that needs nothing else.
final class ComparePage {
  private static final int LABEL_WIDTH = 260;
  private static final int LABEL_LENGTH = 24;
  private static final int PLOT_WIDTH = 560;
  private static final int ROW_HEIGHT = 18;

  private final StringBuilder page = new StringBuilder();
  private final Document document;

  private ComparePage(Document document) {
    this.document = document;
  }

  /// The page.
  static String render(Document document) {
    return new ComparePage(document).render();
  }

  private String render() {
    String title = CompareText.title(document);
    page.append(Html.head(title, STYLE));
    page.append("<body>\n<h1>").append(Html.escaped(title)).append("</h1>\n");
    paragraph(document.machine().line());
    document
        .machine()
        .roofGflops()
        .forEach((threads, gflops) ->
            paragraph(
                "Roof with %s: %s GFLOP/s"
                    .formatted(Document.threads(threads), Numbers.decimals(gflops, 1))));
    paragraph(document.summary());
    bars();
    table();
    paragraph(CompareText.ABOUT_RUNS);
    paragraph(CompareText.ABOUT_STARTS);
    document
        .faults()
        .forEach(fault -> paragraph("Not compared: " + fault.model() + ": " + fault.fault()));
    return page.append("</body>\n</html>\n").toString();
  }

  private static final String STYLE =
      """
      :root { --won: #1a7f5a; --lost: #b3432b; }
      @media (prefers-color-scheme: dark) { :root { --won: #3fb68b; --lost: #e5734f; } }
      th:first-child, td:first-child { text-align: left; }
      svg text { fill: var(--text); font-size: 12px; }
      .won { fill: var(--won); } .lost { fill: var(--lost); }
      .mark { stroke: var(--text); stroke-dasharray: 3 3; } .spread { stroke: var(--text); }
      """;

  /// One bar for each ratio, a line at 1, and the quartiles as a whisker.
  private void bars() {
    List<Ratio> ratios = document.ratios();
    if (ratios.isEmpty()) {
      return;
    }
    double most = Math.max(1.2, ratios.stream().mapToDouble(ComparePage::end).max().orElse(1));
    double scale = PLOT_WIDTH / most;
    int height = ROW_HEIGHT * (ratios.size() + 1);
    int width = LABEL_WIDTH + PLOT_WIDTH + 60;
    page.append(
        "<div class=\"wide\"><svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n"
            .formatted(width, height, width, height));
    page.append("<title>Ratio of medians, peer ÷ Gatun: right of 1 Gatun is faster</title>\n");
    for (int i = 0; i < ratios.size(); i++) {
      bar(ratios.get(i), ROW_HEIGHT * (i + 1), scale);
    }
    double one = LABEL_WIDTH + scale;
    page.append(line("mark", one, ROW_HEIGHT - 4, one, height));
    page.append(
        "<text x=\"%s\" y=\"10\" text-anchor=\"middle\">1</text>%n</svg></div>%n"
            .formatted(Html.px(one)));
  }

  private static double end(Ratio ratio) {
    return ratio.high() == null ? ratio.ratio() : Math.max(ratio.ratio(), ratio.high());
  }

  private void bar(Ratio ratio, int top, double scale) {
    double length = ratio.ratio() * scale;
    double base = top + 0.72 * ROW_HEIGHT;
    page.append(
        "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s, %s</text>%n"
            .formatted(
                LABEL_WIDTH - 8,
                Html.px(base),
                Html.escaped(label(ratio.model())),
                Document.threads(ratio.threads())
                    + (ratio.peer().equals("ort") ? "" : ", " + Html.escaped(ratio.peer()))));
    page.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%s\" width=\"%s\" height=\"%d\"/>%n"
            .formatted(
                ratio.ratio() >= 1 ? "won" : "lost",
                LABEL_WIDTH,
                Html.px(top + 3),
                Html.px(length),
                ROW_HEIGHT - 6));
    if (ratio.low() != null && ratio.high() != null) {
      double middle = top + ROW_HEIGHT / 2.0;
      page.append(
          line(
              "spread",
              LABEL_WIDTH + ratio.low() * scale,
              middle,
              LABEL_WIDTH + ratio.high() * scale,
              middle));
    }
    page.append(
        "<text x=\"%s\" y=\"%s\">%s</text>%n"
            .formatted(
                Html.px(LABEL_WIDTH + end(ratio) * scale + 6),
                Html.px(base),
                Numbers.decimals(ratio.ratio(), 2)));
  }

  /// The end of a long name, where a path says most.
  static String label(String name) {
    return name.length() <= LABEL_LENGTH
        ? name
        : "…" + name.substring(name.length() - LABEL_LENGTH + 1);
  }

  private static String line(String kind, double x1, double y1, double x2, double y2) {
    return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n"
        .formatted(kind, Html.px(x1), Html.px(y1), Html.px(x2), Html.px(y2));
  }

  private static final List<String> HEADINGS =
      List.of(
          "model",
          "threads",
          "engine",
          "min ms",
          "median ms",
          "p90 ms",
          "GFLOP/s",
          "of roof",
          "ratio",
          "spread",
          "error",
          "furthest",
          "from",
          "load ms",
          "first ms",
          "tenth ms",
          "peak MiB");

  private void table() {
    page.append("<div class=\"wide\"><table>\n<thead><tr>");
    HEADINGS.forEach(heading -> cell("th", heading));
    page.append("</tr></thead>\n<tbody>\n");
    for (Result result : document.results()) {
      Ratio ratio = document.ratio(result);
      page.append("<tr>");
      for (String text :
          List.of(
              result.model(),
              Integer.toString(result.threads()),
              result.engine(),
              Numbers.millis(result.minMs()),
              Numbers.millis(result.medianMs()),
              Numbers.millis(result.p90Ms()),
              Numbers.decimals(result.gflops(), 1),
              Numbers.percent(result.roofPart()),
              ratio == null ? "" : Numbers.decimals(ratio.ratio(), 2),
              ratio == null ? "" : CompareText.spread(ratio),
              Numbers.scientific(result.error()),
              Numbers.scientific(result.maxError()),
              result.errorAgainst() == null ? "" : result.errorAgainst(),
              Numbers.millis(result.loadMs()),
              Numbers.millis(result.firstMs()),
              Numbers.millis(result.tenthMs()),
              result.loadMs() == null ? "" : Numbers.mebibytes(result.peakRssBytes()))) {
        cell("td", text);
      }
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private void cell(String tag, String text) {
    page.append('<').append(tag).append('>').append(Html.escaped(text));
    page.append("</").append(tag).append('>');
  }

  private void paragraph(String text) {
    page.append("<p>").append(Html.escaped(text)).append("</p>\n");
  }
}
