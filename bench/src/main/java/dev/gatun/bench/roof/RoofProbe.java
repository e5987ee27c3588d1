package dev.gatun.bench.roof;

import dev.gatun.kernels.java.work.Task;
import dev.gatun.kernels.java.work.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures the [Roof] of this machine in about two seconds.
///
/// All quantities are measured in turn, and that several times over; the best time of each counts,
/// since whatever else the machine does only ever slows a loop down. The threads are a pool as
/// plans have it. Main memory is measured on arrays of three times the last cache together.
public final class RoofProbe {
  /// Passes over everything.
  private static final int ROUNDS = 8;

  /// Passes in which main memory takes part; one costs more than all the rest.
  private static final int MEMORY_ROUNDS = 3;

  /// A machine whose last cache is larger than half of that shows some of it as main memory.
  private static final long MOST_BYTES = 2L << 30;

  private static final int WARM_UP_CALLS = 3_000;

  /// Some milliseconds.
  private static final int FMA_ROUNDS = 2_000_000;

  /// Halves and thirds of a working set are whole units.
  private static final long GRAIN = 6 * Loops.UNIT;

  /// What is measured of a level.
  ///
  /// @param name of the level
  /// @param capacityBytes what it holds for all threads
  /// @param bytes of the working set of one thread
  /// @param chunkBytes what a thread moves before the clock is looked at: a few milliseconds' worth
  private record Target(String name, long capacityBytes, long bytes, long chunkBytes) {}

  private final Loops loops = Loops.best();
  private final Caches caches;
  private volatile float sink;

  private RoofProbe(Caches caches) {
    this.caches = caches;
  }

  /// Measures.
  ///
  /// @param threads numbers of threads, each ≥ 1
  /// @return one roof for each
  public static List<Roof> measure(List<Integer> threads) {
    return measure(threads, Caches.ofMachine());
  }

  /// As if the caches had other sizes.
  static List<Roof> measure(List<Integer> threads, Caches caches) {
    return new RoofProbe(caches).run(threads);
  }

  private List<Roof> run(List<Integer> threads) {
    long room = whole(Math.min(3 * caches.l3(), MOST_BYTES));
    List<Bench> benches = new ArrayList<>();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(room, Loops.UNIT);
      warmUp(memory);
      for (int count : threads) {
        benches.add(new Bench(count, memory));
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Bench bench : benches) {
          bench.round(round < MEMORY_ROUNDS);
        }
      }
      return benches.stream().map(Bench::roof).toList();
    } finally {
      benches.forEach(Bench::close);
    }
  }

  private void warmUp(MemorySegment memory) {
    float sum = 0;
    long bytes = 8 * Loops.UNIT;
    for (int i = 0; i < WARM_UP_CALLS; i++) {
      sum += loops.fma(16) + loops.read(memory, 0, bytes);
      loops.copy(memory, 0, bytes, bytes);
      loops.triad(memory, 0, bytes, 2 * bytes, bytes);
    }
    sink = sum;
  }

  /// Working sets well inside the level that is meant and well outside the one before it.
  private List<Target> targets(int threads, long room) {
    long most = room / threads;
    long l3 = Math.min(4 * caches.l2(), caches.l3() / 2 / threads);
    return List.of(
        new Target("L1", threads * caches.l1(), whole(Math.min(caches.l1() / 2, most)), 256L << 20),
        new Target("L2", threads * caches.l2(), whole(Math.min(caches.l2() / 2, most)), 128L << 20),
        new Target("L3", caches.l3(), whole(Math.min(l3, most)), 64L << 20),
        new Target("DRAM", Long.MAX_VALUE, whole(most), 1));
  }

  private static long whole(long bytes) {
    return Math.max(1, bytes / GRAIN) * GRAIN;
  }

  /// One number of threads, and the best times so far.
  private final class Bench implements AutoCloseable {
    private static final int KINDS = 3;

    private final int threads;
    private final Workers workers;
    private final MemorySegment memory;
    private final List<Target> targets;
    private final double[] best;
    private double flops;

    Bench(int threads, MemorySegment memory) {
      this.threads = threads;
      this.memory = memory;
      workers = new Workers(threads);
      targets = targets(threads, memory.byteSize());
      best = new double[KINDS * targets.size()];
    }

    void round(boolean withMemory) {
      double operations = 2.0 * FMA_ROUNDS * Loops.SUMS * loops.lanes() * threads;
      flops = Math.max(flops, operations / nanos((task, worker) -> sink = loops.fma(FMA_ROUNDS)));
      for (int t = 0; t < targets.size() - (withMemory ? 0 : 1); t++) {
        for (int kind = 0; kind < KINDS; kind++) {
          int at = KINDS * t + kind;
          best[at] = Math.max(best[at], bandwidth(kind, targets.get(t)));
        }
      }
    }

    private double bandwidth(int kind, Target target) {
      long bytes = target.bytes();
      long passes = Math.max(1, target.chunkBytes() / bytes);
      long nanos =
          nanos((task, worker) -> {
            long from = memory.byteSize() / threads / Loops.UNIT * Loops.UNIT * task;
            for (long pass = 0; pass < passes; pass++) {
              once(kind, from, bytes);
            }
          });
      return (double) passes * bytes * threads / nanos;
    }

    private void once(int kind, long from, long bytes) {
      switch (kind) {
        case 0 -> sink = loops.read(memory, from, bytes);
        case 1 -> loops.copy(memory, from, from + bytes / 2, bytes / 2);
        default -> loops.triad(memory, from, from + bytes / 3, from + bytes / 3 * 2, bytes / 3);
      }
    }

    /// The time that all threads take; they are woken first.
    private long nanos(Task task) {
      workers.run(threads, (number, worker) -> {});
      long start = System.nanoTime();
      workers.run(threads, task);
      return Math.max(1, System.nanoTime() - start);
    }

    Roof roof() {
      List<Roof.Level> levels = new ArrayList<>();
      for (int t = 0; t < targets.size(); t++) {
        Target target = targets.get(t);
        double[] of = Arrays.copyOfRange(best, KINDS * t, KINDS * (t + 1));
        levels.add(
            new Roof.Level(
                target.name(),
                target.capacityBytes(),
                target.bytes() * threads,
                of[0],
                of[1],
                of[2]));
      }
      return new Roof(threads, flops, levels);
    }

    @Override
    public void close() {
      workers.close();
    }
  }
}
