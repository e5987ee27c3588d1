package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The same work again and again, with a look at what the process holds before it, and after each
/// quarter. The first quarter may leave something behind: compiled code, caches, pools of the
/// allocator. From there on all must be flat.
final class Endurance {
  private static final int QUARTERS = 4;
  private static final SessionOptions OPTIONS =
      SessionOptions.defaults().withBackend("java").withThreads(2).withPlans(2);

  /// One piece of the work.
  @FunctionalInterface
  interface Piece {
    /// Does it.
    ///
    /// @param i which one, from 0
    void run(int i) throws Exception;
  }

  private Endurance() {}

  /// Works, prints a table of footprints, and requires that they are flat.
  ///
  /// @param work what is counted, for the table
  /// @param times how often
  /// @param slack what heap and resident memory may grow by
  /// @param piece the work
  static void assertFlat(String work, int times, Footprint.Slack slack, Piece piece)
      throws Exception {
    List<Footprint> footprints = new ArrayList<>();
    footprints.add(Footprint.after(0));
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      int end = Math.toIntExact((long) times * (quarter + 1) / QUARTERS);
      for (int i = footprints.getLast().done(); i < end; i++) {
        piece.run(i);
      }
      footprints.add(quarter == 0 ? Footprint.after(end) : look(end, footprints.get(1), slack));
    }
    System.out.println(Footprint.head(work));
    footprints.forEach(System.out::println);
    if (footprints.getFirst().resident() < 0) {
      System.out.println("– : not looked at, this system has no /proc/self");
    }
    Footprint settled = footprints.get(1);
    for (Footprint later : footprints.subList(2, footprints.size())) {
      assertEquals(List.of(), later.growth(settled, slack), () -> "after " + later.done());
    }
  }

  /// Looks until nothing has grown or patience ends.
  private static Footprint look(int done, Footprint settled, Footprint.Slack slack)
      throws InterruptedException {
    long end = System.nanoTime() + slack.patience().toNanos();
    Footprint now = Footprint.after(done);
    while (!now.growth(settled, slack).isEmpty() && System.nanoTime() < end) {
      now = Footprint.after(done);
    }
    return now;
  }

  /// Loads a model file, compiles, runs it once and closes: the whole life of a session.
  ///
  /// @param file a [SmallNetwork]
  /// @return the piece
  static Piece loadAndClose(Path file) {
    List<Tensor> inputs = List.of(SmallNetwork.input(1, 12));
    List<Tensor> expected = expected(file, inputs);
    return i -> {
      try (Session session = Model.load(file).compile(OPTIONS)) {
        Bits.assertSame(expected, session.run(inputs), "load " + i);
      }
    };
  }

  /// Runs one session, into new memory and into the caller's by turns. Of a hundred runs one takes
  /// a third and a fourth signature, which evict plans.
  ///
  /// @param file a [SmallNetwork]
  /// @param session of it, with at most two plans
  /// @return the piece
  static Piece run(Path file, Session session) {
    List<List<Tensor>> inputs = new ArrayList<>();
    List<List<Tensor>> expected = new ArrayList<>();
    for (int extent : new int[] {8, 12, 10, 14}) {
      inputs.add(List.of(SmallNetwork.input(1, extent)));
      expected.add(expected(file, inputs.getLast()));
    }
    List<Tensor> own =
        expected.getFirst().stream().map(t -> Tensor.allocate(t.dtype(), t.shape())).toList();
    return i -> {
      int which = i % 100 == 99 ? 2 + i / 100 % 2 : i % 2;
      if (which == 0) {
        session.run(inputs.getFirst(), own);
        Bits.assertSame(expected.getFirst(), own, "run " + i);
      } else {
        Bits.assertSame(expected.get(which), session.run(inputs.get(which)), "run " + i);
      }
    };
  }

  private static List<Tensor> expected(Path file, List<Tensor> inputs) {
    try (Session session = Model.load(file).compile(OPTIONS.withThreads(1))) {
      return session.run(inputs);
    }
  }

  /// A session for [#run].
  ///
  /// @param file a [SmallNetwork]
  /// @return the session
  static Session open(Path file) {
    return Model.load(file).compile(OPTIONS);
  }
}
