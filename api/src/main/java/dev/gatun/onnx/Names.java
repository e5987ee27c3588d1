package dev.gatun.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The value names of one graph. Names that the importer makes up are derived from the model's, are
/// new, and stay short, so that inlining a function many times cannot multiply a very long name.
final class Names {
  private static final int LONGEST_STEM = 120;
  private static final int LONGEST_SHOWN = 160;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> copies = new HashMap<>();

  /// Notes a name that the model uses.
  void take(String name) {
    taken.add(name);
  }

  /// A name that nothing has yet.
  ///
  /// @param base a value's or node's name to derive it from
  /// @param suffix what sets it apart
  String fresh(String base, String suffix) {
    String stem = shorten(base) + "/" + shorten(suffix);
    String name = stem;
    while (!taken.add(name)) {
      name = stem + "_" + copies.merge(stem, 1, Integer::sum);
    }
    return name;
  }

  private static String shorten(String name) {
    return name.length() <= LONGEST_STEM ? name : name.substring(name.length() - LONGEST_STEM);
  }

  /// A name as messages show it: in full unless it is very long, on one line, and without what a
  /// terminal would obey.
  static String shown(String name) {
    String cut = name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
    return cut.chars().anyMatch(Character::isISOControl) ? cut.replaceAll("\\p{Cntrl}", " ") : cut;
  }
}
