package dev.gatun.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every operator that the importer knows, those of the standard domain one family per class.
final class OperatorTable {
  private static final Map<String, Lowering> ALL =
      join(
          List.of(
              Elementwise.TABLE,
              Activations.TABLE,
              Variadics.TABLE,
              Convolutions.TABLE,
              Pools.TABLE,
              Normalizations.TABLE,
              Reductions.TABLE,
              Shaping.TABLE,
              Slicing.TABLE,
              Padding.TABLE,
              Resizing.TABLE,
              Gathering.TABLE,
              Selecting.TABLE,
              Regions.TABLE,
              Recurrences.TABLE,
              Attentions.TABLE,
              Losses.TABLE,
              SamplingGrids.TABLE,
              Unfolding.TABLE,
              CentreCrops.TABLE,
              Quantizing.TABLE,
              Signals.TABLE,
              Constants.TABLE,
              Plumbing.TABLE,
              Branching.TABLE));

  /// Operators that may move to the standard domain one day; their domain has one version.
  private static final Map<String, Lowering> PREVIEW =
      Map.of("FlexAttention", FlexibleAttention::lower);

  private OperatorTable() {}

  private static Map<String, Lowering> join(List<Map<String, Lowering>> families) {
    Map<String, Lowering> all = new HashMap<>();
    for (Map<String, Lowering> family : families) {
      family.forEach((name, lowering) -> {
        if (all.put(name, lowering) != null) {
          throw new IllegalStateException("operator " + name + " stands in two tables");
        }
      });
    }
    return Map.copyOf(all);
  }

  /// The lowering of an operator, or null where there is none.
  ///
  /// @param domain empty for the standard domain
  /// @param type operator type in the domain
  static @Nullable Lowering find(String domain, String type) {
    return switch (domain) {
      case "" -> ALL.get(type);
      case Opsets.PREVIEW -> PREVIEW.get(type);
      default -> null;
    };
  }

  /// Whether there is a lowering.
  ///
  /// @param name operator type, with the domain in front if that is not the standard one
  static boolean knows(String name) {
    return names().contains(name);
  }

  /// All operators, named as in [#knows].
  static Set<String> names() {
    Set<String> names = new HashSet<>(ALL.keySet());
    PREVIEW.keySet().forEach(type -> names.add(Opsets.PREVIEW + "." + type));
    return names;
  }
}
