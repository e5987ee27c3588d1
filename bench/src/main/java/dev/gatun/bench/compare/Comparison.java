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

  /// An engine with the model and the inputs.
  private record Contestant(Engine engine, Opened model, Call call) {}

  /// Gatun and those of its peers that take turns with it, in this process.
  private void inTurns(
      Subject subject,
      int threads,
      @Nullable Map<String, Tensor> reference,
      Map<Engine, Result> found) {
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (Engine engine : engines()) {
        if (engine.takesTurns()) {
          contestants.add(contestant(subject, threads, engine));
        }
      }
      Contestant gatun = contestants.getFirst();
      Result gatuns = judged(subject, threads, Engine.GATUN, gatun.call, reference);
      for (Contestant peer : contestants.subList(1, contestants.size())) {
        Agreement agreement = agreement(threads, gatun, peer);
        if (reference == null && gatuns.error() == null) {
          gatuns = gatuns.withError(agreement, peer.engine);
        }
        found.put(peer.engine, judged(subject, threads, peer.engine, peer.call, reference));
      }
      found.put(Engine.GATUN, gatuns);
      List<Times> times = time(subject, contestants, found);
      for (int i = 1; i < times.size(); i++) {
        String title = contestants.get(i).engine.title();
        ratios.add(ratio(subject, threads, title, times.getFirst(), times.get(i)));
      }
    } finally {
      for (Contestant contestant : contestants) {
        contestant.call.close();
        contestant.model.close();
      }
    }
  }

  /// Opens an engine and runs it: what is held against the others comes from the kernels that are
  /// timed.
  private static Contestant contestant(Subject subject, int threads, Engine engine) {
    Opened model = engine.peer(subject.loading()).open(subject.file(), threads);
    Call call = null;
    boolean done = false;
    try {
      call = model.call(subject.inputs());
      call.run();
      call.warmUp();
      call.run();
      done = true;
      return new Contestant(engine, model, call);
    } finally {
      if (!done) {
        if (call != null) {
          call.close();
        }
        model.close();
      }
    }
  }

  private static Agreement agreement(int threads, Contestant gatun, Contestant peer) {
    Agreement agreement = Agreement.of(gatun.call.outputs(), peer.call.outputs());
    if (agreement.fault() != null) {
      throw new BackendException(
          "gatun against "
              + peer.engine.title()
              + " with "
              + Document.threads(threads)
              + ", "
              + agreement.fault());
    }
    return agreement;
  }

  private static Ratio ratio(Subject subject, int threads, String peer, Times gatuns, Times peers) {
    Quantiles spread = gatuns.ratios(peers);
    return new Ratio(
        subject.name(),
        threads,
        peer,
        peers.runs().median() / gatuns.runs().median(),
        spread.at(0.25),
        spread.at(0.75));
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

  private List<Times> time(
      Subject subject, List<Contestant> contestants, Map<Engine, Result> found) {
    List<Runnable> runs = new ArrayList<>();
    contestants.forEach(contestant -> runs.add(contestant.call::run));
    List<Times> times = Turns.time(runs, options.schedule());
    for (int i = 0; i < times.size(); i++) {
      Quantiles all = times.get(i).runs();
      found.computeIfPresent(
          contestants.get(i).engine, (key, result) -> timed(result, subject, all));
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
