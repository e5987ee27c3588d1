package dev.gatun.bench.compare;

import dev.gatun.BackendException;
import dev.gatun.Tensor;
import dev.gatun.bench.peer.Agreement;
import dev.gatun.bench.peer.Call;
import dev.gatun.bench.peer.Opened;
import dev.gatun.bench.subject.Subject;
import dev.gatun.bench.timing.Quantiles;
import dev.gatun.bench.timing.Schedule;
import dev.gatun.bench.timing.Times;
import dev.gatun.bench.timing.Turns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares engines on one model after another, and collects what came out.
final class Comparison {
  /// Most multiply-adds of a run that the naive loops are given unasked: a few seconds.
  private static final long NAIVE_BUDGET = 1_200_000_000L;

  /// How the comparison is made.
  ///
  /// @param threads numbers of threads
  /// @param peers what Gatun is compared with
  /// @param schedule of the turns
  /// @param seconds of timed runs of an engine
  /// @param reference whether outputs are held against the naive loops however long these take
  /// @param processes whether starts are measured
  record Options(
      List<Integer> threads,
      List<Engine> peers,
      Schedule schedule,
      double seconds,
      boolean reference,
      boolean processes) {}

  private final Options options;
  private final Map<Integer, Double> roofs;
  private final OwnProcess own;
  private final List<Result> results = new ArrayList<>();
  private final List<Ratio> ratios = new ArrayList<>();

  /// @param roofs GFLOP/s on registers by number of threads
  Comparison(Options options, Map<Integer, Double> roofs, OwnProcess own) {
    this.options = options;
    this.roofs = roofs;
    this.own = own;
  }

  List<Result> results() {
    return results;
  }

  List<Ratio> ratios() {
    return ratios;
  }

  /// Compares on one model with each number of threads.
  ///
  /// @throws BackendException if outputs differ, or an engine fails; nothing is collected then for
  ///   the number of threads at hand
  void add(Subject subject) throws IOException {
    Map<String, Tensor> reference =
        options.reference() || subject.multiplyAdds() <= NAIVE_BUDGET ? reference(subject) : null;
    for (int threads : options.threads()) {
      Map<Engine, Result> found = new EnumMap<>(Engine.class);
      inTurns(subject, threads, reference, found);
      for (Engine engine : engines()) {
        if (options.processes() || !engine.takesTurns()) {
          inOwnProcess(subject, threads, engine, found);
        }
      }
      results.addAll(found.values());
      for (Engine peer : options.peers()) {
        if (!peer.takesTurns()) {
          ratios.add(ratio(subject, threads, found, peer));
        }
      }
    }
  }

  private List<Engine> engines() {
    List<Engine> engines = new ArrayList<>(List.of(Engine.GATUN));
    engines.addAll(options.peers());
    return engines;
  }

  private static Map<String, Tensor> reference(Subject subject) {
    try (Opened model = Engine.REFERENCE.peer(subject.loading()).open(subject.file(), 1);
        Call call = model.call(subject.inputs())) {
      call.run();
      return call.outputs();
    }
  }

  /// Gatun and ONNX Runtime in this process.
  private void inTurns(
      Subject subject,
      int threads,
      @Nullable Map<String, Tensor> reference,
      Map<Engine, Result> found) {
    boolean rival = options.peers().contains(Engine.ORT);
    try (Opened gatunModel = Engine.GATUN.peer(subject.loading()).open(subject.file(), threads);
        Call gatun = gatunModel.call(subject.inputs())) {
      gatun.run();
      gatun.warmUp();
      gatun.run(); // what is held against the others comes from the kernels that are timed
      if (!rival) {
        found.put(Engine.GATUN, judged(subject, threads, Engine.GATUN, gatun, reference));
        time(subject, List.of(gatun), found);
        return;
      }
      try (Opened ortModel = Engine.ORT.peer(subject.loading()).open(subject.file(), threads);
          Call ort = ortModel.call(subject.inputs())) {
        ort.run();
        Agreement agreement = Agreement.of(gatun.outputs(), ort.outputs());
        if (agreement.fault() != null) {
          throw new BackendException(
              "gatun against ort with " + Document.threads(threads) + ", " + agreement.fault());
        }
        Result gatuns = judged(subject, threads, Engine.GATUN, gatun, reference);
        found.put(
            Engine.GATUN, reference == null ? gatuns.withError(agreement, Engine.ORT) : gatuns);
        found.put(Engine.ORT, judged(subject, threads, Engine.ORT, ort, reference));
        List<Times> times = time(subject, List.of(gatun, ort), found);
        Quantiles spread = times.getFirst().ratios(times.getLast());
        ratios.add(
            new Ratio(
                subject.name(),
                threads,
                Engine.ORT.title(),
                times.getLast().runs().median() / times.getFirst().runs().median(),
                spread.at(0.25),
                spread.at(0.75)));
      }
    }
  }

  /// A result with the error against the reference, where that was run.
  private static Result judged(
      Subject subject,
      int threads,
      Engine engine,
      Call call,
      @Nullable Map<String, Tensor> reference) {
    Result result = Result.of(subject, threads, engine);
    if (reference == null) {
      return result;
    }
    Agreement agreement = Agreement.of(call.outputs(), reference);
    if (agreement.fault() != null) {
      throw new BackendException(
          "%s against the reference with %s, %s"
              .formatted(engine.title(), Document.threads(threads), agreement.fault()));
    }
    return result.withError(agreement, Engine.REFERENCE);
  }

  /// @param calls of the engines in `found`, in their order
  private List<Times> time(Subject subject, List<Call> calls, Map<Engine, Result> found) {
    List<Runnable> runs = new ArrayList<>();
    calls.forEach(call -> runs.add(call::run));
    List<Times> times = Turns.time(runs, options.schedule());
    int index = 0;
    for (Engine engine : List.copyOf(found.keySet())) {
      Quantiles all = times.get(index++).runs();
      found.computeIfPresent(engine, (key, result) -> timed(result, subject, all));
    }
    return times;
  }

  private Result timed(Result result, Subject subject, Quantiles times) {
    return result.withTimes(times, subject.multiplyAdds(), roofs.get(result.threads()));
  }

  private void inOwnProcess(Subject subject, int threads, Engine engine, Map<Engine, Result> found)
      throws IOException {
    double seconds = engine.takesTurns() ? 0 : options.seconds();
    Start start = own.measure(subject, engine, threads, seconds);
    Result result = found.getOrDefault(engine, Result.of(subject, threads, engine));
    if (!engine.takesTurns()) {
      result = timed(result, subject, start.steady());
    }
    found.put(engine, result.withStart(start));
  }

  /// Of engines whose times are from processes of their own.
  private static Ratio ratio(Subject subject, int threads, Map<Engine, Result> found, Engine peer) {
    double gatuns = median(found, Engine.GATUN);
    double peers = median(found, peer);
    return new Ratio(subject.name(), threads, peer.title(), peers / gatuns, null, null);
  }

  private static double median(Map<Engine, Result> found, Engine engine) {
    Result result = found.get(engine);
    Double median = result == null ? null : result.medianMs();
    return median == null ? Double.NaN : median;
  }
}
