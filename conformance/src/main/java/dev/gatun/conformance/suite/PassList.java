package dev.gatun.conformance.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The cases of ONNX's suites that backends must pass. A line for each: `suite/name
/// operator,operator backend,backend`, sorted by name. A contract holds backends to the list, so
/// what is derived from it is true.
public final class PassList {
  private static final String RESOURCE = "onnx-passes.txt";
  private static final String HEADER =
      """
      # Cases of ONNX's backend suites (v1.22.0), the operators in them, and the backends that pass.
      # The list may only grow: gatun conformance --backend NAME --suite DIR --passes FILE
      """;

  private final SortedMap<String, Entry> entries;

  private PassList(SortedMap<String, Entry> entries) {
    this.entries = entries;
  }

  private record Entry(SortedSet<String> operators, SortedSet<String> backends) {}

  /// The committed list.
  ///
  /// @return the list
  public static PassList committed() {
    try (InputStream in = PassList.class.getResourceAsStream(RESOURCE)) {
      return parse(
          new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  /// Reads a list.
  ///
  /// @param text as [#text] writes it
  /// @return the list
  public static PassList parse(String text) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (String line : text.lines().toList()) {
      List<String> words = List.of(line.split(" "));
      if (!line.startsWith("#") && words.size() == 3) {
        entries.put(words.get(0), new Entry(set(words.get(1)), set(words.get(2))));
      }
    }
    return new PassList(entries);
  }

  private static SortedSet<String> set(String list) {
    return new TreeSet<>(List.of(list.split(",")));
  }

  /// This list and more cases.
  ///
  /// @param backend who ran them
  /// @param results of which those that passed are added
  /// @return the longer list
  public PassList with(String backend, Collection<CaseResult> results) {
    SortedMap<String, Entry> all = new TreeMap<>(entries);
    for (CaseResult result : results) {
      if (result.verdict().isRight() && !result.operators().isEmpty()) {
        String name = result.suite() + "/" + result.name();
        SortedSet<String> backends = new TreeSet<>(List.of(backend));
        Entry known = all.get(name);
        if (known != null) {
          backends.addAll(known.backends());
        }
        all.put(name, new Entry(new TreeSet<>(result.operators()), backends));
      }
    }
    return new PassList(all);
  }

  /// The cases that a backend must pass.
  ///
  /// @param backend its name
  /// @return as `suite/name`
  public Set<String> cases(String backend) {
    Set<String> cases = new LinkedHashSet<>();
    entries.forEach((name, entry) -> {
      if (entry.backends().contains(backend)) {
        cases.add(name);
      }
    });
    return cases;
  }

  /// The backends on the list.
  ///
  /// @return their names
  public SortedSet<String> backends() {
    SortedSet<String> backends = new TreeSet<>();
    entries.values().forEach(entry -> backends.addAll(entry.backends()));
    return backends;
  }

  /// How many cases with an operator a backend passes.
  ///
  /// @param suite such as `node`
  /// @param backend its name
  /// @return counts by operator
  public Map<String, Integer> counts(String suite, String backend) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    entries.forEach((name, entry) -> {
      if (name.startsWith(suite + "/") && entry.backends().contains(backend)) {
        entry.operators().forEach(operator -> counts.merge(operator, 1, Integer::sum));
      }
    });
    return counts;
  }

  /// The list as a file.
  ///
  /// @return a line per case, behind two of comment
  public String text() {
    StringBuilder text = new StringBuilder(HEADER);
    entries.forEach((name, entry) ->
        text.append(name)
            .append(' ')
            .append(String.join(",", entry.operators()))
            .append(' ')
            .append(String.join(",", entry.backends()))
            .append('\n'));
    return text.toString();
  }
}
