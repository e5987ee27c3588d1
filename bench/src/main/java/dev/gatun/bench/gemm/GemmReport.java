package dev.gatun.bench.gemm;

import dev.gatun.bench.timing.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that `gatun gemm` measured, as its JSON has it.
///
/// @param machine processors and Java
/// @param engines what each says of itself, by name
/// @param missing why a peer is not there, by name
/// @param roofs multiply-adds on registers alone, GFLOP/s by number of threads
/// @param results one for each product, number of threads and engine
/// @param ratios one for each product, number of threads, peer and way of giving B to Gatun
/// @param means of the ratios of one group
record GemmReport(
    String machine,
    Map<String, String> engines,
    Map<String, String> missing,
    Map<Integer, Double> roofs,
    List<Result> results,
    List<Against> ratios,
    List<Mean> means) {

  /// One engine on one product.
  ///
  /// @param group of products
  /// @param m rows of A
  /// @param n columns of B
  /// @param k what is summed over
  /// @param threads that took part
  /// @param engine its name
  /// @param minMs fastest run, milliseconds
  /// @param medianMs middle run, milliseconds
  /// @param gigaflops of the middle run
  /// @param error largest difference from a product in double precision ÷ its root mean square
  record Result(
      String group,
      int m,
      int n,
      int k,
      int threads,
      String engine,
      double minMs,
      double medianMs,
      double gigaflops,
      double error) {}

  /// How many times as long a peer took.
  ///
  /// @param group of products
  /// @param m rows of A
  /// @param n columns of B
  /// @param k what is summed over
  /// @param threads that took part
  /// @param peer the other engine
  /// @param engine `gatun` or `gatun-input`
  /// @param ratio the middle one of the turns' ratios: peer's median ÷ Gatun's
  /// @param low the smallest ratio of a turn
  /// @param high the largest ratio of a turn
  record Against(
      String group,
      int m,
      int n,
      int k,
      int threads,
      String peer,
      String engine,
      double ratio,
      double low,
      double high) {}

  /// The geometric mean of a group's ratios.
  ///
  /// @param group of products
  /// @param threads that took part
  /// @param peer the other engine
  /// @param engine `gatun` or `gatun-input`
  /// @param ratio the mean
  /// @param worst the smallest of them
  record Mean(String group, int threads, String peer, String engine, double ratio, double worst) {}

  /// Takes the means over groups, in the order in which they come.
  static List<Mean> means(List<Against> ratios) {
    record Key(String group, int threads, String peer, String engine) {}
    Map<Key, List<Double>> groups = new LinkedHashMap<>();
    for (Against each : ratios) {
      groups
          .computeIfAbsent(
              new Key(each.group, each.threads, each.peer, each.engine), key -> new ArrayList<>())
          .add(each.ratio);
    }
    List<Mean> means = new ArrayList<>();
    groups.forEach((key, values) ->
        means.add(
            new Mean(
                key.group,
                key.threads,
                key.peer,
                key.engine,
                Quantiles.geometricMean(values),
                Quantiles.of(values).min())));
    return means;
  }
}
