package dev.gatun.bench.compare;

import dev.gatun.bench.timing.Quantiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A whole comparison, as `--json` writes it.
///
/// @param machine what it was taken on
/// @param batch examples in one run
/// @param results one for each model, number of threads and engine
/// @param ratios one for each model, number of threads and peer
/// @param faults what could not be compared
/// @param geomean the geometric mean of the ratios to engines that take turns with Gatun, or null
///   where there is none
/// @param geomeanByThreads the same for each number of threads
record Document(
    Machine machine,
    long batch,
    List<Result> results,
    List<Ratio> ratios,
    List<Fault> faults,
    @Nullable Double geomean,
    Map<Integer, Double> geomeanByThreads) {

  /// With the means of some ratios.
  static Document of(
      Machine machine, long batch, List<Result> results, List<Ratio> ratios, List<Fault> faults) {
    List<Ratio> fair = ratios.stream().filter(ratio -> ratio.low() != null).toList();
    Map<Integer, Double> byThreads = new LinkedHashMap<>();
    for (int threads : fair.stream().map(Ratio::threads).distinct().sorted().toList()) {
      byThreads.put(
          threads, geomean(fair.stream().filter(ratio -> ratio.threads() == threads).toList()));
    }
    return new Document(
        machine,
        batch,
        List.copyOf(results),
        List.copyOf(ratios),
        List.copyOf(faults),
        fair.isEmpty() ? null : geomean(fair),
        byThreads);
  }

  private static double geomean(List<Ratio> ratios) {
    return Quantiles.geometricMean(ratios.stream().map(Ratio::ratio).toList());
  }

  /// Of one result, the ratio of its engine; null for Gatun itself.
  @Nullable Ratio ratio(Result result) {
    return ratios.stream()
        .filter(ratio ->
            ratio.model().equals(result.model())
                && ratio.threads() == result.threads()
                && ratio.peer().equals(result.engine()))
        .findFirst()
        .orElse(null);
  }

  /// One line for people.
  String summary() {
    if (geomean == null) {
      return "Nothing was compared.";
    }
    String byThreads =
        geomeanByThreads.entrySet().stream()
            .map(mean -> Numbers.decimals(mean.getValue(), 2) + " with " + threads(mean.getKey()))
            .collect(Collectors.joining(", "));
    List<Ratio> fair = ratios.stream().filter(ratio -> ratio.low() != null).toList();
    return "Geometric mean of the ratios: %s (%s); 1 or above: %d of %d"
        .formatted(
            Numbers.decimals(geomean, 2),
            byThreads,
            fair.stream().filter(ratio -> ratio.ratio() >= 1).count(),
            fair.size());
  }

  static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }
}
