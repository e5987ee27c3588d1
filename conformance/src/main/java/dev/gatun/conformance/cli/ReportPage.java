package dev.gatun.conformance.cli;

import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.Setting;
import dev.gatun.conformance.suite.SuiteReport;
import dev.gatun.conformance.suite.Tally;
import dev.gatun.conformance.suite.Verdict;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A report as one HTML page that needs nothing else. Everything is there to read without a script;
/// with one, tables sort by their headings and the cases can be searched.
final class ReportPage {
  /// What a reader wants to see first comes first.
  private static final List<Verdict> ORDER =
      List.of(
          Verdict.PASSED,
          Verdict.FAILED,
          Verdict.MISTRUSTED,
          Verdict.UNIMPLEMENTED,
          Verdict.NOT_APPLICABLE);

  private final StringBuilder page = new StringBuilder();
  private final SuiteReport report;
  private final Tally total;

  private ReportPage(SuiteReport report) {
    this.report = report;
    this.total = report.total();
  }

  /// The page.
  static String render(SuiteReport report) {
    return new ReportPage(report).render();
  }

  private String render() {
    String title = "Conformance of the backend " + report.setting().backend();
    page.append(Html.head(title, Html.resource("report.css")));
    page.append("<body>\n<header>\n<h1>").append(Html.escaped(title)).append("</h1>\n");
    page.append("<p>").append(Html.escaped(sentence())).append("</p>\n");
    score();
    page.append("</header>\n<main>\n");
    failures();
    operators();
    grouped(
        Verdict.MISTRUSTED,
        "Mistrusted",
        "Nothing is wrong here, but a backend that computes nothing would have passed, too.");
    grouped(
        Verdict.UNIMPLEMENTED,
        "Unimplemented",
        "The model uses an operator, or a variant of one, that the backend does not have.");
    grouped(
        Verdict.NOT_APPLICABLE,
        "Not applicable",
        "These cases are about what Gatun does not set out to do: it infers, on tensors of numbers.");
    setting();
    cases();
    page.append("</main>\n<script>\n").append(Html.resource("report.js"));
    return page.append("</script>\n</body>\n</html>\n").toString();
  }

  private String sentence() {
    int failed = total.count(Verdict.FAILED);
    int judged = total.count(Verdict.PASSED) + failed;
    String outcome =
        failed == 0
            ? "No case failed"
            : failed + " of " + judged + " judged cases " + (failed == 1 ? "is" : "are") + " wrong";
    return "%s: %s of %d cases passed, in %s."
        .formatted(
            outcome,
            total.count(Verdict.PASSED),
            report.results().size(),
            duration(report.setting().took()));
  }

  private static String duration(Duration took) {
    long seconds = Math.round(took.toMillis() / 1e3);
    return seconds < 1
        ? "less than a second"
        : seconds < 120
            ? seconds + (seconds == 1 ? " second" : " seconds")
            : seconds / 60 + " minutes " + seconds % 60 + " seconds";
  }

  /// A bar with a part for each verdict, and the counts as a list of links.
  private void score() {
    int all = Math.max(1, report.results().size());
    page.append("<div class=\"bar\" aria-hidden=\"true\">");
    for (Verdict verdict : ORDER) {
      if (total.count(verdict) > 0) {
        page.append(
            String.format(
                Locale.ROOT,
                "<span class=\"%s\" style=\"width:%.3f%%\"></span>",
                verdict.text(),
                100.0 * total.count(verdict) / all));
      }
    }
    page.append("</div>\n<ul class=\"score\">\n");
    for (Verdict verdict : ORDER) {
      String place = total.count(verdict) == 0 || verdict == Verdict.PASSED ? "operators" : "";
      page.append(
          "<li class=\"%s\"><a href=\"#%s\"><b>%d</b> %s</a></li>%n"
              .formatted(
                  verdict.text(),
                  place.isEmpty() ? verdict.text() : place,
                  total.count(verdict),
                  verdict.words()));
    }
    page.append("</ul>\n");
  }

  private void failures() {
    List<CaseResult> failed = report.results(Verdict.FAILED);
    if (failed.isEmpty()) {
      return;
    }
    page.append("<section id=\"failed\">\n<h2>Failed</h2>\n<ol class=\"failures\">\n");
    for (CaseResult r : failed) {
      page.append("<li><h3>").append(Html.escaped(r.suite() + "/" + r.name())).append("</h3><p>");
      page.append(Html.escaped(r.why())).append("</p>");
      String shown = r.reason().substring(r.why().length()).strip();
      if (!shown.isEmpty()) {
        page.append("<pre class=\"shown\">").append(Html.escaped(shown)).append("</pre>");
      }
      page.append("<pre><code>").append(Html.escaped(report.rerun(r)));
      page.append("</code></pre></li>\n");
    }
    page.append("</ol>\n</section>\n");
  }

  private void operators() {
    page.append("<section id=\"operators\">\n<h2>By operator</h2>\n");
    ReportTable table =
        new ReportTable(
            page,
            "Cases by operator; the worst error is that which is largest in relation to its bound.",
            List.of("operator"),
            List.of(
                "passed",
                "failed",
                "mistrusted",
                "unimplemented",
                "not applicable",
                "worst error",
                "its bound",
                "of bound",
                "seconds"));
    report.byOperator().forEach((operator, tally) -> tally(table, "tbody", operator, tally));
    table.foot();
    tally(table, "tfoot", "all", total);
    table.close();
    page.append("</section>\n");
  }

  private static void tally(ReportTable table, String part, String operator, Tally tally) {
    table.row(part.equals("tbody") && tally.count(Verdict.FAILED) > 0 ? "failed" : "");
    table.heading(operator);
    ORDER.forEach(verdict -> table.count(tally.count(verdict)));
    table.number(SuiteReport.number(tally.error()), tally.error());
    table.number(SuiteReport.number(tally.bound()), tally.bound());
    table.number(percent(tally.ratio()), tally.ratio());
    table.number(String.format(Locale.ROOT, "%.2f", tally.nanos() / 1e9), tally.nanos() / 1e9);
    table.endRow();
  }

  private static String percent(@Nullable Double ratio) {
    return ratio == null
        ? ""
        : ratio == 0
            ? "0"
            : String.format(Locale.ROOT, ratio < 0.1 ? "%.2f %%" : "%.0f %%", 100 * ratio);
  }

  /// Cases of one verdict under the reasons for it, the commonest first.
  private void grouped(Verdict verdict, String title, String meaning) {
    Map<String, List<CaseResult>> byReason = new TreeMap<>();
    for (CaseResult r : report.results(verdict)) {
      byReason.computeIfAbsent(r.why(), _ -> new ArrayList<>()).add(r);
    }
    if (byReason.isEmpty()) {
      return;
    }
    page.append(
        "<section id=\"%s\">%n<h2>%s</h2>%n<p>%s</p>%n"
            .formatted(verdict.text(), title, Html.escaped(meaning)));
    byReason.entrySet().stream()
        .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
        .forEach(group -> {
          page.append(
              "<details><summary>%s <span class=\"count\">%d</span></summary>%n<ul class=\"names\">"
                  .formatted(Html.escaped(group.getKey()), group.getValue().size()));
          for (CaseResult r : group.getValue()) {
            page.append("<li>").append(Html.escaped(r.suite() + "/" + r.name())).append("</li>\n");
          }
          page.append("</ul></details>\n");
        });
    page.append("</section>\n");
  }

  private void setting() {
    Setting s = report.setting();
    page.append("<section id=\"setting\">\n<h2>What ran</h2>\n<dl>\n");
    fact("Backend", s.description());
    fact("Machine", s.machine());
    fact("Java", s.java());
    fact(
        "Begun",
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                .format(s.start().atOffset(ZoneOffset.UTC))
            + " UTC");
    page.append("<dt>Command</dt><dd><code>").append(Html.escaped(s.command()));
    page.append("</code></dd>\n</dl>\n</section>\n");
  }

  private void fact(String name, String value) {
    page.append("<dt>").append(name).append("</dt><dd>").append(Html.escaped(value));
    page.append("</dd>\n");
  }

  private void cases() {
    page.append(
        """
        <section id="cases">
        <h2>All cases</h2>
        <form id="filter" role="search" hidden>
        <label>Search <input type="search" placeholder="name, operator or reason"></label>
        <label>Verdict <select><option value="">all</option>\
        """);
    for (Verdict verdict : ORDER) {
      page.append("<option value=\"%s\">%s</option>".formatted(verdict.text(), verdict.words()));
    }
    page.append("</select></label>\n<output></output>\n</form>\n");
    ReportTable table =
        new ReportTable(
            page,
            "Every case with its verdict and its largest error in relation to the bound.",
            List.of("case", "operators", "verdict"),
            List.of("error", "bound", "of bound", "ms"));
    for (CaseResult r : report.results()) {
      table.row(r.verdict().text());
      table.heading(r.suite() + "/" + r.name());
      table.words(String.join(", ", r.operators()));
      table.verdict(r.verdict().words(), r.why());
      table.number(SuiteReport.number(r.error()), r.error());
      table.number(SuiteReport.number(r.bound()), r.bound());
      table.number(percent(r.ratio()), r.ratio());
      table.number(String.format(Locale.ROOT, "%.1f", r.nanos() / 1e6), r.nanos() / 1e6);
      table.endRow();
    }
    table.close();
    page.append("</section>\n");
  }
}
