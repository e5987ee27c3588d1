package dev.gatun.conformance.suite;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The results of a run, for people and for programs.
///
/// @param backend name of the backend
/// @param results in the order they were run
public record SuiteReport(String backend, List<CaseResult> results) {
  /// Copies the list.
  public SuiteReport {
    results = List.copyOf(results);
  }

  /// How many cases ended so.
  ///
  /// @param verdict the verdict
  /// @return the count
  public long count(Verdict verdict) {
    return results.stream().filter(r -> r.verdict() == verdict).count();
  }

  /// The report as JSON: `{"backend", "summary": {verdict: count}, "results": [{"suite", "name",
  /// "verdict", "reason", "error", "bound"}]}`. Where nothing was compared, and where a number is
  /// not finite, stands null.
  ///
  /// @return the text
  public String toJson() {
    JsonObject summary = new JsonObject();
    for (Verdict verdict : Verdict.values()) {
      summary.addProperty(verdict.text(), count(verdict));
    }
    JsonArray list = new JsonArray();
    for (CaseResult r : results) {
      JsonObject result = new JsonObject();
      result.addProperty("suite", r.suite());
      result.addProperty("name", r.name());
      result.addProperty("verdict", r.verdict().text());
      result.addProperty("reason", r.reason());
      result.addProperty("error", finite(r.error()));
      result.addProperty("bound", finite(r.bound()));
      list.add(result);
    }
    JsonObject report = new JsonObject();
    report.addProperty("backend", backend);
    report.add("summary", summary);
    report.add("results", list);
    return new GsonBuilder()
        .setPrettyPrinting()
        .serializeNulls()
        .disableHtmlEscaping()
        .create()
        .toJson(report);
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }

  /// A table with a line per operator: counts, the worst error beside its bound, time.
  ///
  /// @return the text
  public String table() {
    Map<String, Line> lines = new TreeMap<>();
    for (CaseResult r : results) {
      lines.computeIfAbsent(r.operator(), _ -> new Line()).add(r);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "operator",
            "passed",
            "failed",
            "unimpl.",
            "n/a",
            "worst error",
            "its bound",
            "seconds"));
    Line all = new Line();
    lines.forEach((operator, line) -> text.append(line.text(operator)));
    results.forEach(all::add);
    return text.append(all.text("all")).toString();
  }

  private static String format(Object... columns) {
    return String.format(Locale.ROOT, "%-26s %7s %7s %8s %6s %12s %12s %8s%n", columns);
  }

  /// The sums of some results.
  private static final class Line {
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private long nanos;
    private double worstRatio = -1;
    private @Nullable Double error;
    private @Nullable Double bound;

    void add(CaseResult r) {
      counts.merge(r.verdict(), 1, Integer::sum);
      nanos += r.nanos();
      if (r.error() != null && r.bound() != null) {
        double ratio = r.error() == 0 ? 0 : r.error() / r.bound();
        if (ratio > worstRatio) {
          worstRatio = ratio;
          error = r.error();
          bound = r.bound();
        }
      }
    }

    String text(String name) {
      return format(
          name,
          counts.getOrDefault(Verdict.PASSED, 0),
          counts.getOrDefault(Verdict.FAILED, 0),
          counts.getOrDefault(Verdict.UNIMPLEMENTED, 0),
          counts.getOrDefault(Verdict.NOT_APPLICABLE, 0),
          number(error),
          number(bound),
          String.format(Locale.ROOT, "%.2f", nanos / 1e9));
    }

    private static String number(@Nullable Double value) {
      return value == null ? "" : value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
    }
  }
}
