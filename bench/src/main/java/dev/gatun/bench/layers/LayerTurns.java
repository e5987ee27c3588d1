package dev.gatun.bench.layers;

import dev.gatun.bench.timing.Schedule;
import dev.gatun.bench.timing.Times;
import java.util.ArrayList;
import java.util.List;

/// Times layers in turns, as [dev.gatun.bench.timing.Turns] does whole networks. Engines themselves
/// say how long the layer took within each run, some of them only when all is over; here is only
/// counted which run belongs to which turn.
final class LayerTurns {
  private static final int WARM_UP_RUNS = 5;
  private static final int UNTIMED_RUNS = 2;

  /// In one turn: ONNX Runtime's profile holds a million events.
  private static final int MOST_RUNS = 300;

  private static final double NANOS = 1e6;

  /// One engine: where its turns begin among its runs, and how long each is.
  private static final class Track {
    private final LayerEngine engine;
    private final List<Integer> begins = new ArrayList<>();
    private int runs;
    private int perTurn = 1;

    Track(LayerEngine engine) {
      this.engine = engine;
    }

    void run(int count) {
      for (int i = 0; i < count; i++) {
        engine.run();
      }
      runs += count;
    }

    void warmUp(Schedule schedule) {
      long start = System.nanoTime();
      long begin = start;
      double millis = 0;
      double last = 0;
      while (runs < WARM_UP_RUNS || millis < schedule.warmUpMillis()) {
        run(1);
        long now = System.nanoTime();
        last = (now - begin) / NANOS;
        millis = (now - start) / NANOS;
        begin = now;
      }
      perTurn = Math.clamp(Math.round(schedule.turnMillis() / last), 1, MOST_RUNS);
    }

    void turn() {
      run(UNTIMED_RUNS);
      begins.add(runs);
      run(perTurn);
    }

    Times times() {
      List<Double> all = engine.finish();
      List<double[]> turns = new ArrayList<>();
      for (int begin : begins) {
        turns.add(
            all.subList(begin, begin + perTurn).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
      }
      return new Times(turns);
    }
  }

  private LayerTurns() {}

  /// Times each engine, and finishes it.
  static List<Times> time(List<LayerEngine> engines, Schedule schedule) {
    List<Track> tracks = engines.stream().map(Track::new).toList();
    for (Track track : tracks) {
      pause(schedule.pauseMillis());
      track.warmUp(schedule);
    }
    for (int turn = 0; turn < schedule.turns(); turn++) {
      for (Track track : tracks) {
        pause(schedule.pauseMillis());
        track.turn();
      }
    }
    return tracks.stream().map(Track::times).toList();
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // without a pause, and the caller decides
    }
  }
}
