package dev.gatun.conformance.suite;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The results of a run, for people and for programs.
///
/// @param setting what ran, and where
/// @param results in the order they were run
public record SuiteReport(Setting setting, List<CaseResult> results) {
  /// Copies the list.
  public SuiteReport {
    results = List.copyOf(results);
  }

  /// Results that ended so.
  ///
  /// @param verdict the verdict
  /// @return in the order they were run
  public List<CaseResult> results(Verdict verdict) {
    return results.stream().filter(r -> r.verdict() == verdict).toList();
  }

  /// The sums of all results.
  ///
  /// @return the sums
  public Tally total() {
    return Tally.of(results);
  }

  /// The sums by operator.
  ///
  /// @return by the names that [CaseResult#operator] gives
  public SortedMap<String, Tally> byOperator() {
    SortedMap<String, List<CaseResult>> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    results.forEach(r -> groups.computeIfAbsent(r.operator(), _ -> new ArrayList<>()).add(r));
    SortedMap<String, Tally> tallies = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    groups.forEach((operator, group) -> tallies.put(operator, Tally.of(group)));
    return tallies;
  }

  /// The words that run a case alone.
  ///
  /// @param result of the case
  /// @return a command line
  public String rerun(CaseResult result) {
    return "gatun conformance --backend " + setting.backend() + " " + result.rerun();
  }

  /// The report as JSON: `{"backend", "setting": {"description", "machine", "java", "command",
  /// "start", "seconds"}, "summary": {verdict: count}, "operators": [{"operator", verdict: count …,
  /// "error", "bound", "seconds"}], "results": [{"suite", "name", "verdict", "reason", "operators",
  /// "error", "bound", "seconds", "rerun"}]}`. Where nothing was compared, and where a number is
  /// not finite, stands null.
  ///
  /// @return the text
  public String toJson() {
    JsonObject report = new JsonObject();
    report.addProperty("backend", setting.backend());
    report.add("setting", settingJson());
    report.add("summary", json(total(), new JsonObject()));
    JsonArray operators = new JsonArray();
    byOperator()
        .forEach((operator, tally) -> {
          JsonObject line = new JsonObject();
          line.addProperty("operator", operator);
          json(tally, line);
          line.addProperty("error", finite(tally.error()));
          line.addProperty("bound", finite(tally.bound()));
          line.addProperty("seconds", tally.nanos() / 1e9);
          operators.add(line);
        });
    report.add("operators", operators);
    JsonArray list = new JsonArray();
    results.forEach(r -> list.add(json(r)));
    report.add("results", list);
    return new GsonBuilder()
        .setPrettyPrinting()
        .serializeNulls()
        .disableHtmlEscaping()
        .create()
        .toJson(report);
  }

  private JsonObject settingJson() {
    JsonObject json = new JsonObject();
    json.addProperty("description", setting.description());
    json.addProperty("machine", setting.machine());
    json.addProperty("java", setting.java());
    json.addProperty("command", setting.command());
    json.addProperty("start", setting.start().toString());
    json.addProperty("seconds", setting.took().toMillis() / 1e3);
    return json;
  }

  private static JsonObject json(Tally tally, JsonObject json) {
    for (Verdict verdict : Verdict.values()) {
      json.addProperty(verdict.text(), tally.count(verdict));
    }
    return json;
  }

  private JsonObject json(CaseResult r) {
    JsonArray operators = new JsonArray();
    r.operators().forEach(operators::add);
    JsonObject json = new JsonObject();
    json.addProperty("suite", r.suite());
    json.addProperty("name", r.name());
    json.addProperty("verdict", r.verdict().text());
    json.addProperty("reason", r.reason());
    json.add("operators", operators);
    json.addProperty("error", finite(r.error()));
    json.addProperty("bound", finite(r.bound()));
    json.addProperty("seconds", r.nanos() / 1e9);
    json.addProperty("rerun", rerun(r));
    return json;
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }

  /// A table with a line per operator: counts, the worst error beside its bound, time.
  ///
  /// @return the text
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "operator",
            "passed",
            "failed",
            "unimpl.",
            "mistr.",
            "n/a",
            "worst error",
            "its bound",
            "seconds"));
    byOperator().forEach((operator, tally) -> text.append(line(operator, tally)));
    return text.append(line("all", total())).toString();
  }

  private static String line(String name, Tally tally) {
    return format(
        name,
        tally.count(Verdict.PASSED),
        tally.count(Verdict.FAILED),
        tally.count(Verdict.UNIMPLEMENTED),
        tally.count(Verdict.MISTRUSTED),
        tally.count(Verdict.NOT_APPLICABLE),
        number(tally.error()),
        number(tally.bound()),
        String.format(Locale.ROOT, "%.2f", tally.nanos() / 1e9));
  }

  private static String format(Object... columns) {
    return String.format(Locale.ROOT, "%-26s %7s %7s %8s %7s %6s %12s %12s %8s%n", columns);
  }

  /// A number as tables show it.
  ///
  /// @param value an error or a bound, or null where nothing was compared
  /// @return such as `1.25e-07`; empty for null
  public static String number(@Nullable Double value) {
    return value == null ? "" : value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }
}
