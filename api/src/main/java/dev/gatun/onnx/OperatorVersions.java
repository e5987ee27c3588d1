package dev.gatun.onnx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The opsets in which ONNX changed its operators, from a resource with a line for each operator. A
/// model whose opset is older than an operator's first version is refused by name.
public final class OperatorVersions {
  private static final String RESOURCE = "operators.txt";
  private static final SortedMap<String, List<Integer>> ALL = read();

  private OperatorVersions() {}

  /// The versions of the operators that the importer reads.
  ///
  /// @return versions in ascending order by operator; one of another domain than the standard one
  ///   with the domain in front
  public static SortedMap<String, List<Integer>> all() {
    return ALL;
  }

  private static SortedMap<String, List<Integer>> read() {
    SortedMap<String, List<Integer>> all = new TreeMap<>();
    try (InputStream in = OperatorVersions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> words = List.of(line.split(" "));
        List<Integer> versions = new ArrayList<>();
        words.subList(1, words.size()).forEach(word -> versions.add(Integer.valueOf(word)));
        if (OperatorTable.knows(words.getFirst())) {
          all.put(words.getFirst(), List.copyOf(versions));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + RESOURCE, e);
    }
    return Collections.unmodifiableSortedMap(all);
  }

  /// Refuses an opset in which an operator did not exist or had a form that is not read.
  ///
  /// @param type the operator
  /// @param opset the opset that the model is written in
  /// @throws UnsupportedException if it is older than the first version
  static void require(String type, int opset) {
    List<Integer> versions = ALL.get(type);
    if (versions != null && opset < versions.getFirst()) {
      throw new UnsupportedException(
          "opset " + opset + ", the first version read is " + versions.getFirst());
    }
  }
}
