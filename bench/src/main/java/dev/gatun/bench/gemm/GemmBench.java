package dev.gatun.bench.gemm;

import dev.gatun.bench.gemm.GemmReport.Against;
import dev.gatun.bench.gemm.GemmReport.Result;
import dev.gatun.bench.peer.nativelib.Blas;
import dev.gatun.bench.timing.Quantiles;
import dev.gatun.bench.timing.Schedule;
import dev.gatun.bench.timing.Times;
import dev.gatun.bench.timing.Turns;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures products, each with every engine in turns.
///
/// @param peers that are there
/// @param schedule how much is run
record GemmBench(List<Blas> peers, Schedule schedule) {
  /// Gatun with B as a weight.
  static final String GATUN = "gatun";

  /// Gatun with B as an input.
  static final String GATUN_INPUT = "gatun-input";

  /// Operations between two looks at the clock, at least: some tens of microseconds.
  private static final double LEAST_OPERATIONS = 2e6;

  private static final Product WARM_UP = new Product("warm-up", 96, 96, 96);
  private static final double WARM_UP_MILLIS = 1_000;

  /// What was measured of one product.
  ///
  /// @param results of each engine
  /// @param ratios of each peer to each of Gatun's ways
  record Outcome(List<Result> results, List<Against> ratios) {}

  /// Does a product several times.
  private record Repeated(Runnable once, int times) implements Runnable {
    @Override
    public void run() {
      for (int i = 0; i < times; i++) {
        once.run();
      }
    }
  }

  /// Runs a product for a second each way, so that the first one measured does not pay for what is
  /// compiled once for all.
  void warmUp(int threads) {
    Schedule second = new Schedule(Math.min(WARM_UP_MILLIS, schedule.warmUpMillis() * 8), 1, 0, 0);
    new GemmBench(List.of(), second).measure(WARM_UP, threads);
  }

  /// Measures one product. Every engine's result is checked before.
  Outcome measure(Product product, int threads) {
    try (Arena arena = Arena.ofShared()) {
      Matrices matrices = Matrices.of(product, arena);
      try (GatunProduct weights = GatunProduct.withWeights(matrices, threads);
          GatunProduct inputs = GatunProduct.withInputs(matrices, threads)) {
        Map<String, Runnable> engines = new LinkedHashMap<>();
        engines.put(GATUN, weights);
        engines.put(GATUN_INPUT, inputs);
        for (Blas peer : peers) {
          peer.setThreads(threads);
          engines.put(peer.name(), () -> multiply(peer, matrices));
        }
        return outcome(matrices, threads, engines);
      }
    }
  }

  private static void multiply(Blas peer, Matrices matrices) {
    Product size = matrices.product();
    peer.sgemm(
        size.m(),
        size.n(),
        size.k(),
        matrices.a().data(),
        matrices.b().data(),
        matrices.c().data());
  }

  private Outcome outcome(Matrices matrices, int threads, Map<String, Runnable> engines) {
    Product product = matrices.product();
    Map<String, Double> errors = new LinkedHashMap<>();
    engines.forEach((name, engine) -> {
      matrices.spoil();
      engine.run();
      errors.put(name, matrices.error());
    });
    int batch = (int) Math.max(1, Math.ceil(LEAST_OPERATIONS / product.operations()));
    List<Runnable> batches = new ArrayList<>();
    engines.values().forEach(engine -> batches.add(new Repeated(engine, batch)));
    List<String> names = List.copyOf(engines.keySet());
    List<Times> times = Turns.time(batches, schedule);
    List<Result> results = new ArrayList<>();
    List<Against> ratios = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Times own = times.get(i);
      String name = names.get(i);
      results.add(result(product, threads, name, own.runs(), batch, errors.getOrDefault(name, 0.)));
      if (name.equals(GATUN) || name.equals(GATUN_INPUT)) {
        for (Blas peer : peers) {
          Times other = times.get(names.indexOf(peer.name()));
          ratios.add(against(product, threads, peer.name(), name, own.ratios(other)));
        }
      }
    }
    return new Outcome(results, ratios);
  }

  private static Result result(
      Product product, int threads, String engine, Quantiles runs, int batch, double error) {
    double median = runs.median() / batch;
    return new Result(
        product.group(),
        product.m(),
        product.n(),
        product.k(),
        threads,
        engine,
        runs.min() / batch,
        median,
        product.operations() / median / 1e6,
        error);
  }

  private static Against against(
      Product product, int threads, String peer, String engine, Quantiles ratios) {
    return new Against(
        product.group(),
        product.m(),
        product.n(),
        product.k(),
        threads,
        peer,
        engine,
        ratios.median(),
        ratios.min(),
        ratios.at(1));
  }
}
