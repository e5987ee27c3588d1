package dev.gatun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.UnknownOp;
import dev.gatun.op.Binary;
import dev.gatun.op.Reshape;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTest {
  private final FakeBackend backend = new FakeBackend();

  /// y = a + b, both `[N, 2]`.
  private static Graph sum() {
    TensorType type = new TensorType(DType.FLOAT32, List.of(new Dim.Symbol("N"), Dim.of(2)));
    Map<String, TensorType> types = new LinkedHashMap<>();
    types.put("a", type);
    types.put("b", type);
    Node add = new Node("add", Binary.of(Binary.Kind.ADD), List.of("a", "b"), List.of("y"));
    return new Graph("sum", List.of(add), List.of("a", "b"), List.of("y"), types, Map.of());
  }

  /// y = a + a for a fixed shape.
  private static Graph fixed() {
    Node add = new Node("add", Binary.of(Binary.Kind.ADD), List.of("a", "a"), List.of("y"));
    Map<String, TensorType> types = Map.of("a", TensorType.of(DType.FLOAT32, Shape.of(2)));
    return new Graph("fixed", List.of(add), List.of("a"), List.of("y"), types, Map.of());
  }

  /// y = reshape(a, dims), dims being an input.
  private static Graph reshape() {
    Map<String, TensorType> types = new LinkedHashMap<>();
    types.put("a", TensorType.of(DType.FLOAT32, Shape.of(6)));
    types.put("dims", TensorType.of(DType.INT64, Shape.of(2)));
    Node node = new Node("r", new Reshape(null, false), List.of("a", "dims"), List.of("y"));
    return new Graph("reshape", List.of(node), List.of("a", "dims"), List.of("y"), types, Map.of());
  }

  private static Tensor rows(int n) {
    return Tensor.of(new float[2 * n], n, 2);
  }

  private Session open(Graph graph) {
    return open(graph, SessionOptions.defaults());
  }

  private Session open(Graph graph, SessionOptions options) {
    return Session.open(graph, options, backend);
  }

  @Test
  void runsByTensorByNameAndIntoMemory() {
    try (Session session = open(fixed())) {
      Tensor a = Tensor.of(new float[] {1, 2}, 2);
      assertEquals(3, session.run(a).getDouble(1));
      assertEquals(3, session.run(Map.of("a", a)).get("y").getDouble(0));
      Tensor y = rows(1).reshape(Shape.of(2));
      session.run(Map.of("a", a), Map.of("y", y));
      assertEquals(3, y.getDouble(1));
    }
  }

  @Test
  void staticModelIsCompiledWhenOpened() {
    try (Session session = open(fixed())) {
      assertEquals(1, backend.compiled.size());
      session.run(Tensor.of(new float[2], 2));
      assertEquals(1, backend.compiled.size());
      assertEquals(1, session.plans().size());
      assertEquals("fake: sums", session.plans().getFirst().engine());
    }
  }

  @Test
  void inputsAndOutputsKeepSymbols() {
    try (Session session = open(sum())) {
      assertEquals("{a=FLOAT32[N,2], b=FLOAT32[N,2]}", session.inputs().toString());
      assertEquals("{y=FLOAT32[N,2]}", session.outputs().toString());
      assertEquals(0, backend.compiled.size());
    }
  }

  @Test
  void planIsReusedForItsSignatureAndTheOldestGoes() {
    try (Session session = open(sum(), SessionOptions.defaults().withPlans(2))) {
      for (int n : new int[] {1, 2, 1, 3, 1, 2}) { // 3 evicts 2, 2 comes back
        assertEquals(
            Shape.of(n, 2), session.run(Map.of("a", rows(n), "b", rows(n))).get("y").shape());
      }
      assertEquals(4, backend.compiled.size());
      assertEquals(2, backend.openPlans.get());
      assertEquals(Shape.of(2, 2), session.plans().getFirst().graph().type("y").shape());
    }
    assertEquals(0, backend.openPlans.get());
    assertEquals(0, backend.openEngines.get());
  }

  @Test
  void valueOfAShapeInputIsPartOfTheSignature() {
    try (Session session = open(reshape())) {
      Tensor a = Tensor.of(new float[6], 6);
      long[] dims = {2, 3};
      assertEquals(
          Shape.of(2, 3), session.run(Map.of("a", a, "dims", Tensor.of(dims, 2))).get("y").shape());
      dims[0] = 6;
      dims[1] = -1;
      assertEquals(
          Shape.of(6, 1), session.run(Map.of("a", a, "dims", Tensor.of(dims, 2))).get("y").shape());
      assertEquals(2, backend.compiled.size());
    }
  }

  @Test
  void planInUseOutlivesEviction() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (Session session = open(sum(), SessionOptions.defaults().withPlans(1));
        var threads = Executors.newSingleThreadExecutor()) {
      backend.duringRun = () -> pause(inside, leave);
      Future<?> slow = threads.submit(() -> session.run(Map.of("a", rows(1), "b", rows(1))));
      inside.await();
      backend.duringRun = () -> {};
      session.run(Map.of("a", rows(2), "b", rows(2)));
      assertEquals(2, backend.openPlans.get());
      leave.countDown();
      slow.get();
      assertEquals(1, backend.openPlans.get());
    }
  }

  @Test
  @SuppressWarnings("try") // closing early is what is tested
  void closeWhileRunningLetsTheRunFinish() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (Session session = open(fixed());
        var threads = Executors.newSingleThreadExecutor()) {
      backend.duringRun = () -> pause(inside, leave);
      Future<Tensor> slow = threads.submit(() -> session.run(Tensor.of(new float[] {1, 1}, 2)));
      inside.await();
      session.close();
      assertEquals(1, backend.openEngines.get());
      leave.countDown();
      assertEquals(2, slow.get().getDouble(0));
      assertEquals(0, backend.openPlans.get());
      assertEquals(0, backend.openEngines.get());
    }
  }

  private static void pause(CountDownLatch inside, CountDownLatch leave) {
    inside.countDown();
    try {
      leave.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manyThreadsShareFewPlans() throws Exception {
    try (Session session = open(sum(), SessionOptions.defaults().withPlans(2));
        var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int n = 1 + i % 4;
        runs.add(threads.submit(() -> session.run(Map.of("a", rows(n), "b", rows(n)))));
      }
      for (Future<?> run : runs) {
        run.get();
      }
      assertEquals(2, backend.openPlans.get());
    }
    assertEquals(0, backend.openPlans.get());
    assertEquals(0, backend.openEngines.get());
  }

  @Test
  void runAfterCloseIsRefused() {
    Session session = open(fixed());
    session.close();
    session.close();
    Exception e =
        assertThrows(InvalidInputException.class, () -> session.run(Tensor.of(new float[2], 2)));
    assertEquals("Session: got a call after close, required an open session", e.getMessage());
  }

  @Test
  void failureToOpenClosesTheEngine() {
    SessionOptions tiny =
        SessionOptions.defaults().withLimits(Limits.defaults().withActivationBytes(1));
    assertThrows(LimitExceededException.class, () -> open(fixed(), tiny));
    assertEquals(0, backend.openEngines.get());
  }

  @Test
  void placeholdersAreRefusedTogether() {
    Node first = new Node("", new UnknownOp("", "Loop", "no loops"), List.of("a"), List.of("b"));
    Node second = new Node("n", new UnknownOp("c", "D", "unknown"), List.of("b"), List.of("y"));
    Graph graph =
        new Graph(
            "strange", List.of(first, second), List.of("a"), List.of("y"), sum().types(), Map.of());
    Exception e = assertThrows(UnsupportedOperatorException.class, () -> open(graph));
    assertEquals(
        "Session: 2 unsupported nodes: Loop (node 'b': no loops), c.D (node 'n': unknown)",
        e.getMessage());
    assertEquals(0, backend.openEngines.get());
  }

  static Stream<Arguments> badInputs() {
    Tensor ok = rows(1);
    Map<String, Tensor> none = new HashMap<>();
    none.put("a", null);
    none.put("b", ok);
    return Stream.of(
        Arguments.of("input 'b': got none, required one for each of [a, b]", Map.of("a", ok)),
        Arguments.of(
            "input 'c': got an unknown name, required [a, b]", Map.of("a", ok, "b", ok, "c", ok)),
        Arguments.of("input 'a': got null, required FLOAT32[N,2]", none),
        Arguments.of(
            "input 'b': got INT64[1,2], required FLOAT32[N,2]",
            Map.of("a", ok, "b", Tensor.of(new long[2], 1, 2))),
        Arguments.of(
            "input 'b': got FLOAT32[2], required FLOAT32[N,2]",
            Map.of("a", ok, "b", Tensor.of(new float[2], 2))),
        Arguments.of(
            "input 'b': got FLOAT32[2,1], required FLOAT32[N,2]",
            Map.of("a", ok, "b", Tensor.of(new float[2], 2, 1))),
        Arguments.of(
            "input 'b': got shape [2,2], required [N,2] with N = 1 as elsewhere",
            Map.of("a", ok, "b", rows(2))));
  }

  @ParameterizedTest
  @MethodSource("badInputs")
  void badInputIsOneSentence(String expected, Map<String, Tensor> inputs) {
    try (Session session = open(sum())) {
      Exception e = assertThrows(InvalidInputException.class, () -> session.run(inputs));
      assertEquals(expected, e.getMessage());
    }
  }

  @Test
  void freedMemoryAndMemoryOfAnotherThreadAreRefused() throws InterruptedException {
    try (Session session = open(fixed())) {
      Tensor freed;
      try (Arena arena = Arena.ofShared()) {
        freed = Tensor.allocate(DType.FLOAT32, Shape.of(2), arena);
      }
      Exception e = assertThrows(InvalidInputException.class, () -> session.run(freed));
      assertTrue(e.getMessage().contains("already freed"), e.getMessage());
      try (Arena arena = Arena.ofConfined()) {
        Tensor confined = Tensor.allocate(DType.FLOAT32, Shape.of(2), arena);
        assertEquals(Shape.of(2), session.run(confined).shape());
        AtomicReference<Throwable> elsewhere = new AtomicReference<>();
        Thread other =
            Thread.ofPlatform()
                .start(() ->
                    elsewhere.set(
                        assertThrows(InvalidInputException.class, () -> session.run(confined))));
        other.join();
        e = (Exception) Objects.requireNonNull(elsewhere.get());
        assertTrue(e.getMessage().contains("confined to another thread"), e.getMessage());
      }
    }
  }

  @Test
  void badOutputIsOneSentence() {
    try (Session session = open(fixed())) {
      Tensor a = Tensor.of(new float[2], 2);
      Map<String, Tensor> inputs = Map.of("a", a);
      assertEquals(
          "output 'y': got FLOAT32[1], required FLOAT32[2]",
          assertThrows(
                  InvalidInputException.class,
                  () -> session.run(inputs, Map.of("y", Tensor.of(new float[1], 1))))
              .getMessage());
      assertEquals(
          "output 'y': got memory that overlaps an input, required memory of its own",
          assertThrows(InvalidInputException.class, () -> session.run(inputs, Map.of("y", a)))
              .getMessage());
      Tensor readOnly = Tensor.wrap(DType.FLOAT32, Shape.of(2), rows(1).data().asReadOnly());
      assertEquals(
          "output 'y': got read-only memory, required memory that can be written",
          assertThrows(
                  InvalidInputException.class, () -> session.run(inputs, Map.of("y", readOnly)))
              .getMessage());
    }
  }

  @Test
  void profilesRunAsOftenAsTheyAreAsked() {
    try (Session session = open(fixed())) {
      List<Tensor> inputs = List.of(Tensor.of(new float[] {1, 2}, 2));
      SessionProfile profile = session.profile(inputs, 3);
      assertEquals(3, profile.runs().size());
      for (SessionProfile.Run run : profile.runs()) {
        assertTrue(run.nanos() > 0);
        assertEquals(List.of(), run.steps(), "this backend cannot time its steps");
      }
      assertEquals("fixed", profile.report().graph().name());
      assertEquals(
          "Session.profile: got 0 runs, required 1 or more",
          assertThrows(InvalidInputException.class, () -> session.profile(inputs, 0)).getMessage());
      assertThrows(InvalidInputException.class, () -> session.profile(List.of(), 1));
    }
  }

  @Test
  void badOptionsAreRefused() {
    assertThrows(InvalidInputException.class, () -> SessionOptions.defaults().withThreads(0));
    assertThrows(InvalidInputException.class, () -> SessionOptions.defaults().withPlans(0));
  }
}
