package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.SessionProfile;
import dev.gatun.SessionReport;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.Gather;
import dev.gatun.op.If;
import dev.gatun.op.Ints;
import dev.gatun.op.Loop;
import dev.gatun.op.NonZero;
import dev.gatun.op.Op;
import dev.gatun.op.Reduce;
import dev.gatun.op.Scan;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Transpose;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Graphs whose shapes depend on data, and graphs with graphs inside, run by a session on a
/// backend. Expected values are counted here by hand-sized loops; every comparison is exact.
public abstract class DynamicGraphContract {
  private static final TensorType FLOATS = new TensorType(DType.FLOAT32, null);
  private static final TensorType NUMBERS = new TensorType(DType.INT64, null);
  private static final TensorType FLAG = new TensorType(DType.BOOL, null);

  /// For subclasses.
  protected DynamicGraphContract() {}

  /// The name of the backend under test.
  ///
  /// @return such as `java`
  protected abstract String backend();

  private Session open(Graph graph) {
    return Session.open(graph, SessionOptions.defaults().withBackend(backend()).withThreads(2));
  }

  private static Node node(Op op, String inputs, String outputs) {
    return new Node("", op, names(inputs), names(outputs));
  }

  private static List<String> names(String spaced) {
    return spaced.isEmpty()
        ? List.of()
        : Arrays.stream(spaced.split(" ")).map(n -> n.equals("_") ? Node.ABSENT : n).toList();
  }

  private static Graph graph(
      List<Node> nodes,
      String inputs,
      String outputs,
      Map<String, TensorType> types,
      Map<String, Tensor> constants) {
    return new Graph("dynamic", nodes, names(inputs), names(outputs), types, constants);
  }

  /// Chooses the positive numbers of a vector and doubles them: NonZero, Squeeze, Gather, Add, and
  /// the count as a Shape.
  private static Graph positives() {
    return graph(
        List.of(
            node(new Activate(Activation.RELU), "x", "positive"),
            node(new NonZero(), "positive", "places"),
            node(new Squeeze(Ints.of(0)), "places", "place"),
            node(new Gather(0), "x place", "chosen"),
            node(Binary.of(Binary.Kind.ADD), "chosen chosen", "y"),
            node(new ShapeOf(0, null), "y", "count")),
        "x",
        "y count",
        Map.of("x", new TensorType(DType.FLOAT32, List.of(new Dim.Symbol("N")))),
        Map.of());
  }

  /// Every vector gets the result that its own data ask for, whatever ran before, also where
  /// nothing is found.
  ///
  /// @param vectors data of several runs of one session
  @Property(tries = 30, seed = "20250602", shrinking = ShrinkingMode.BOUNDED)
  public void selectionsTakeTheShapeOfTheirData(
      @ForAll @Size(min = 1, max = 4)
          List<@Size(max = 40) List<@IntRange(min = -3, max = 3) Integer>> vectors) {
    try (Session session = open(positives())) {
      for (List<Integer> vector : vectors) {
        float[] x = new float[vector.size()];
        List<Float> expected = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
          x[i] = vector.get(i);
          if (x[i] > 0) {
            expected.add(2 * x[i]);
          }
        }
        List<Tensor> results = session.run(List.of(Tensor.of(x, x.length)));
        requireEqual(expected, results.get(0));
        requireEqual(List.of((float) expected.size()), results.get(1));
      }
    }
  }

  /// The caller's memory is filled where it fits the shapes that come out.
  @Example
  public void resultsGoIntoTheCallersMemory() {
    try (Session session = open(positives())) {
      Tensor y = Tensor.allocate(DType.FLOAT32, Shape.of(2));
      Tensor count = Tensor.allocate(DType.INT64, Shape.of(1));
      session.run(List.of(Tensor.of(new float[] {1, -1, 4}, 3)), List.of(y, count));
      requireEqual(List.of(2f, 8f), y);
    }
  }

  /// A branch is chosen by data at run time, and nothing of the other one runs.
  @Example
  public void branchesFollowTheCondition() {
    Graph twice =
        graph(
            List.of(node(Binary.of(Binary.Kind.ADD), "v v", "r")),
            "v",
            "r",
            Map.of("v", FLOATS, "r", FLOATS),
            Map.of());
    Graph sum =
        graph(
            List.of(node(new Reduce(Reduce.Kind.SUM, Ints.of(0), true, false), "v", "r")),
            "v",
            "r",
            Map.of("v", FLOATS, "r", FLOATS),
            Map.of());
    Graph graph =
        graph(
            List.of(
                node(new If(twice, sum), "c x", "z"),
                node(new Activate(Activation.RELU), "z", "y")),
            "c x",
            "y",
            Map.of("c", FLAG, "x", new TensorType(DType.FLOAT32, List.of(Dim.of(3)))),
            Map.of());
    try (Session session = open(graph)) {
      Tensor x = Tensor.of(new float[] {1, -2, 3}, 3);
      requireEqual(List.of(2f, 0f, 6f), session.run(List.of(flag(true), x)).getFirst());
      requireEqual(List.of(2f), session.run(List.of(flag(false), x)).getFirst());
    }
  }

  private static Tensor flag(boolean value) {
    Tensor flag = Tensor.allocate(DType.BOOL, Shape.scalar());
    flag.setLong(0, value ? 1 : 0);
    return flag;
  }

  /// A loop carries its state, stacks what it gives out, sees values from around it, and ends by
  /// number or by condition; no round at all is ordinary.
  ///
  /// @param rounds the largest number of rounds
  @Property(tries = 12, seed = "20250603", shrinking = ShrinkingMode.BOUNDED)
  public void loopsCarryAndStack(@ForAll @IntRange(max = 9) int rounds) {
    Graph body =
        graph(
            List.of(
                node(Binary.of(Binary.Kind.ADD), "s step", "next"),
                node(Binary.of(Binary.Kind.LESS), "next limit", "more")),
            "i go s step",
            "more next next",
            Map.of("i", NUMBERS, "go", FLAG, "s", FLOATS, "step", FLOATS, "next", FLOATS),
            Map.of("limit", Tensor.scalar(10f)));
    Graph graph =
        graph(
            List.of(node(new Loop(body, 1), "m _ s step", "last all")),
            "m s step",
            "last all",
            Map.of(
                "m", new TensorType(DType.INT64, List.of()),
                "s", new TensorType(DType.FLOAT32, List.of()),
                "step", new TensorType(DType.FLOAT32, List.of())),
            Map.of());
    List<Float> all = new ArrayList<>();
    float state = 0;
    for (int i = 0; i < rounds && state < 10; i++) {
      state += 2;
      all.add(state);
    }
    try (Session session = open(graph)) {
      List<Tensor> results =
          session.run(List.of(Tensor.scalar((long) rounds), Tensor.scalar(0f), Tensor.scalar(2f)));
      requireEqual(List.of(state), results.get(0));
      requireEqual(all, results.get(1));
    }
  }

  /// A loop may grow its state; each round has shapes of its own.
  @Example
  public void statesMayGrow() {
    Graph body =
        graph(
            List.of(node(new Concat(0), "s one", "next")),
            "i go s",
            "go next",
            Map.of("i", NUMBERS, "go", FLAG, "s", FLOATS, "next", FLOATS),
            Map.of("one", Tensor.of(new float[] {1}, 1)));
    Graph graph =
        graph(
            List.of(node(new Loop(body, 1), "m _ s", "y")),
            "m s",
            "y",
            Map.of(
                "m", new TensorType(DType.INT64, List.of()),
                "s", new TensorType(DType.FLOAT32, List.of(new Dim.Symbol("N")))),
            Map.of());
    try (Session session = open(graph)) {
      Tensor nothing = Tensor.of(new float[0], 0);
      Tensor grown = session.run(List.of(Tensor.scalar(3L), nothing)).getFirst();
      requireEqual(List.of(1f, 1f, 1f), grown);
      Tensor kept = session.run(List.of(Tensor.scalar(0L), nothing)).getFirst();
      requireEqual(List.of(), kept);
      Tensor state = Tensor.of(new float[] {7}, 1);
      Tensor same = session.run(List.of(Tensor.scalar(0L), state)).getFirst();
      state.setDouble(0, 8); // what came out is the caller's own, also where no round ran
      requireEqual(List.of(7f), same);
    }
  }

  /// A scan runs over slices of any axis, from either end, and stacks along any axis.
  @Example
  public void scansCutAndStack() {
    Graph body =
        graph(
            List.of(node(Binary.of(Binary.Kind.ADD), "s v", "next")),
            "s v",
            "next next",
            Map.of("s", FLOATS, "v", FLOATS, "next", FLOATS),
            Map.of());
    Scan scan = new Scan(body, 1, Ints.of(-1), Ints.of(1), Ints.of(1), Ints.of(1));
    Graph graph =
        graph(
            List.of(node(scan, "s x", "last all")),
            "s x",
            "last all",
            Map.of(
                "s", new TensorType(DType.FLOAT32, List.of(Dim.of(2))),
                "x", new TensorType(DType.FLOAT32, List.of(Dim.of(2), new Dim.Symbol("T")))),
            Map.of());
    try (Session session = open(graph)) {
      Tensor x = Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3);
      List<Tensor> results = session.run(List.of(Tensor.of(new float[] {0, 0}, 2), x));
      requireEqual(List.of(6f, 60f), results.get(0));
      requireEqual(List.of(6f, 5f, 3f, 60f, 50f, 30f), results.get(1));
    }
  }

  /// A profile has the steps of every plan that a run comes to, in order and inside the run, or
  /// none where the backend cannot time them.
  @Example
  public void profilesFollowTheRun() {
    try (Session session = open(positives())) {
      List<Tensor> inputs = List.of(Tensor.of(new float[] {1, -1, 4}, 3));
      SessionProfile profile = session.profile(inputs, 2);
      List<PlanReport.StepReport> planned = new ArrayList<>();
      for (SessionReport part = profile.report(); part != null; part = part.next()) {
        planned.addAll(part.plan().steps());
      }
      if (profile.report().next() == null) {
        throw new AssertionError("got a plan without another one after it, required two");
      }
      for (SessionProfile.Run run : profile.runs()) {
        List<PlanReport.StepReport> ran =
            run.steps().stream().map(SessionProfile.StepTime::step).toList();
        if (!ran.isEmpty() && !ran.equals(planned)) {
          throw new AssertionError("got steps " + ran + ", required " + planned);
        }
        requireInOrder(run);
      }
    }
  }

  private static void requireInOrder(SessionProfile.Run run) {
    long before = 0;
    for (SessionProfile.StepTime time : run.steps()) {
      if (time.begin() < before || time.end() < time.begin() || time.end() > run.nanos()) {
        throw new AssertionError(
            "got " + time + " in a run of " + run.nanos() + " ns, required order from " + before);
      }
      before = time.end();
    }
  }

  /// The steps of a loop's body are there once for each round.
  @Example
  public void profilesRepeatBodies() {
    Graph body =
        graph(
            List.of(node(Binary.of(Binary.Kind.ADD), "s s", "next")),
            "i go s",
            "go next",
            Map.of("i", NUMBERS, "go", FLAG, "s", FLOATS, "next", FLOATS),
            Map.of());
    Graph graph =
        graph(
            List.of(node(new Loop(body, 1), "m _ s", "y")),
            "m s",
            "y",
            Map.of(
                "m", new TensorType(DType.INT64, List.of()),
                "s", new TensorType(DType.FLOAT32, List.of(Dim.of(2)))),
            Map.of());
    try (Session session = open(graph)) {
      Tensor state = Tensor.of(new float[] {1, 2}, 2);
      SessionProfile.Run run =
          session.profile(List.of(Tensor.scalar(3L), state), 1).runs().getFirst();
      String addition = Binary.of(Binary.Kind.ADD).title();
      long rounds =
          run.steps().stream().filter(time -> time.step().operator().equals(addition)).count();
      if (!run.steps().isEmpty() && rounds != 3) {
        throw new AssertionError("got " + rounds + " additions, required 3");
      }
      requireInOrder(run);
    }
  }

  /// What selects from constants is known before any run, and costs none.
  @Example
  public void constantSelectionsAreFolded() {
    Tensor one = Tensor.of(new float[] {1}, 1);
    Graph graph =
        graph(
            List.of(
                node(new ConstantOfShape(one, Ints.of(4)), "", "ones"),
                node(new NonZero(), "ones", "places"),
                node(new Transpose(Ints.of(1, 0)), "places", "columns"),
                node(new Squeeze(Ints.of(1)), "columns", "range"),
                node(new Gather(0), "x range", "y")),
            "x",
            "y",
            Map.of("x", new TensorType(DType.FLOAT32, List.of(Dim.of(6)))),
            Map.of());
    try (Session session = open(graph)) {
      Tensor x = Tensor.of(new float[] {5, 4, 3, 2, 1, 0}, 6);
      requireEqual(List.of(5f, 4f, 3f, 2f), session.run(x));
      if (session.plans().getFirst().next() != null) {
        throw new AssertionError("got a plan in two parts, required one");
      }
    }
  }

  private static void requireEqual(List<Float> expected, Tensor got) {
    List<Float> values = new ArrayList<>();
    for (long i = 0; i < got.shape().size(); i++) {
      values.add((float) got.getDouble(i));
    }
    if (!values.equals(expected)) {
      throw new AssertionError("got " + got + " " + values + ", required " + expected);
    }
  }
}
