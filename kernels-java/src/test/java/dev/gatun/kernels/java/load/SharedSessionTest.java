package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.conformance.graphs.RandomGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One session, many threads: each run gives the bits of a serial one.
@Tag("once")
final class SharedSessionTest {
  private static final int THREADS = 16;
  private static final int RUNS = 40;

  /// Fewer than there are signatures, so that plans in use are evicted and made again.
  private static final int PLANS = 3;

  private static final int GRAPHS = 4;

  private static final SessionOptions OPTIONS = SessionOptions.defaults().withBackend("java");

  @ParameterizedTest
  @EnumSource
  void sixteenThreadsWithMixedSignaturesGetSerialResults(Crowd crowd) throws InterruptedException {
    Model model = Model.parse(SmallNetwork.bytes());
    List<List<Tensor>> inputs = new ArrayList<>();
    for (int batch = 1; batch <= 2; batch++) {
      for (int extent = 8; extent <= 16; extent += 4) {
        inputs.add(List.of(SmallNetwork.input(batch, extent)));
      }
    }
    List<List<Tensor>> expected = serial(model, inputs);
    assertTrue(expected.getFirst().getLast().shape().dim(1) > 0, "places are found");
    EngineThreads threads = new EngineThreads();
    try (Session session = model.compile(OPTIONS.withThreads(3).withPlans(PLANS))) {
      crowd.run(
          THREADS,
          member -> {
            Random random = new Random(member);
            for (int run = 0; run < RUNS; run++) {
              // mostly the two that all want, so that one plan serves many at once
              int which = random.nextInt(4) > 0 ? random.nextInt(2) : random.nextInt(inputs.size());
              String where = "thread " + member + ", run " + run + ", signature " + which;
              if (run % 2 == 0) {
                Bits.assertSame(expected.get(which), session.run(inputs.get(which)), where);
              } else {
                List<Tensor> own = likes(expected.get(which));
                session.run(inputs.get(which), own);
                Bits.assertSame(expected.get(which), own, where);
              }
            }
          });
      assertEquals(PLANS, session.plans().size());
    }
    threads.assertEnd();
  }

  @ParameterizedTest
  @EnumSource
  void sixteenThreadsOnRandomNetworksGetSerialResults(Crowd crowd) throws InterruptedException {
    for (long seed = 1; seed <= GRAPHS; seed++) {
      RandomGraph graph = RandomGraph.of(seed);
      Model model = Model.parse(graph.file().toByteArray());
      List<Tensor> inputs = graph.data();
      List<Tensor> expected = serial(model, List.of(inputs)).getFirst();
      String name = "random graph " + seed;
      try (Session session = model.compile(OPTIONS.withThreads(2))) {
        crowd.run(
            THREADS,
            member -> {
              for (int run = 0; run < 4; run++) {
                Bits.assertSame(expected, session.run(inputs), name + ", thread " + member);
              }
            });
      }
    }
  }

  private static List<List<Tensor>> serial(Model model, List<List<Tensor>> inputs) {
    try (Session session = model.compile(OPTIONS.withThreads(1))) {
      return inputs.stream().map(session::run).toList();
    }
  }

  private static List<Tensor> likes(List<Tensor> tensors) {
    return tensors.stream().map(t -> Tensor.allocate(t.dtype(), t.shape())).toList();
  }
}
