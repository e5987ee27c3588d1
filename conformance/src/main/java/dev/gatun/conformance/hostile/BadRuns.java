package dev.gatun.conformance.hostile;

import dev.gatun.DType;
import dev.gatun.Limits;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Wrong calls of an open session, in each way in which it can be called. After each the session
/// must give the right result.
final class BadRuns {
  private static final String GROUP = "run time";
  private static final Shape SHAPE = Shape.of(2, 3);

  /// One graph for all: two inputs, two outputs, fixed shapes, or a first extent that is free.
  private static final byte[] FIXED = model("2,3");

  private static final byte[] FREE = model("N,3");

  private BadRuns() {}

  private static byte[] model(String dims) {
    return ModelText.model(
            "in x f32[%s]; in z f32[%s]; y = Add x,z; d = Sub x,z; out y; out d"
                .formatted(dims, dims))
        .toByteArray();
  }

  static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>();
    for (Way way : Way.values()) {
      inputs(cases, way);
    }
    outputs(cases, Way.INTO_MAP);
    outputs(cases, Way.INTO_LIST);
    closed(cases);
    limits(cases);
    backends(cases);
    return cases;
  }

  // ways

  /// The ways to call a session that take tensors.
  private enum Way {
    MAP("run with names"),
    LIST("run in order"),
    INTO_MAP("run with names into the caller's memory"),
    INTO_LIST("run in order into the caller's memory"),
    PLAN("plan"),
    PROFILE("profile");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    boolean hasNames() {
      return this == MAP || this == INTO_MAP || this == PLAN;
    }

    /// Calls a session; what its signature forbids is handed in on purpose.
    @SuppressWarnings("NullAway")
    void call(Session session, @Nullable List<Tensor> inputs, @Nullable List<Tensor> outputs) {
      switch (this) {
        case MAP -> session.run(named(inputs, "x", "z"));
        case LIST -> session.run(inputs);
        case INTO_MAP -> session.run(named(inputs, "x", "z"), named(outputs, "y", "d"));
        case INTO_LIST -> session.run(inputs, outputs);
        case PLAN -> session.plan(named(inputs, "x", "z"));
        case PROFILE -> session.profile(inputs, 2);
      }
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Tensor> named(@Nullable List<Tensor> tensors, String... names) {
      if (tensors == null) {
        return null;
      }
      Map<String, Tensor> map = new LinkedHashMap<>();
      for (int i = 0; i < tensors.size(); i++) {
        map.put(i < names.length ? names[i] : "more" + i, tensors.get(i));
      }
      return map;
    }
  }

  private static Tensor floats(float value) {
    float[] elements = new float[(int) SHAPE.size()];
    Arrays.fill(elements, value);
    return Tensor.of(elements, SHAPE.toArray());
  }

  private static Tensor zeros(long... dims) {
    return Tensor.allocate(DType.FLOAT32, Shape.of(dims));
  }

  // sessions

  private static BadCase on(
      byte[] model, Limits limits, String name, String sentence, Consumer<Session> call) {
    return new BadCase(
        GROUP,
        name,
        sentence,
        backend -> {
          SessionOptions options =
              SessionOptions.defaults().withThreads(2).withBackend(backend).withLimits(limits);
          try (Session session = Model.parse(model).compile(options)) {
            try {
              call.accept(session);
            } finally {
              requireUsable(session);
            }
          }
        });
  }

  private static BadCase on(String name, String sentence, Consumer<Session> call) {
    return on(FIXED, Limits.defaults(), name, sentence, call);
  }

  private static void requireUsable(Session session) {
    List<Tensor> results = session.run(List.of(floats(5), floats(3)));
    if (results.get(0).data().mismatch(floats(8).data()) >= 0
        || results.get(1).data().mismatch(floats(2).data()) >= 0) {
      throw new IllegalStateException("the session gives wrong results afterwards");
    }
  }

  // inputs

  private static void inputs(List<BadCase> cases, Way way) {
    Tensor x = floats(1);
    tensors(cases, way, "first input", "input 'x': got ", bad -> List.of(bad, x));
    tensors(cases, way, "second input", "input 'z': got ", bad -> List.of(x, bad));
    String one = way.hasNames() ? "input 'z': got none" : "got 1 inputs, required 2";
    String three = way.hasNames() ? "an unknown name" : "got 3 inputs, required 2";
    lists(cases, way, "inputs: null", "got null for the inputs", null);
    lists(cases, way, "inputs: one of two", one, List.of(x));
    lists(cases, way, "inputs: three of two", three, List.of(x, x, x));
    lists(cases, way, "first input: null", "input 'x': got null, required", Arrays.asList(null, x));
    lists(
        cases, way, "second input: null", "input 'z': got null, required", Arrays.asList(x, null));
    if (way.hasNames()) {
      names(cases, way);
    }
  }

  @SuppressWarnings("NullAway")
  private static void lists(
      List<BadCase> cases, Way way, String name, String sentence, @Nullable List<Tensor> inputs) {
    cases.add(
        on(
            way.words + ", " + name,
            sentence,
            session -> way.call(session, inputs, List.of(zeros(2, 3), zeros(2, 3)))));
  }

  private static void names(List<BadCase> cases, Way way) {
    Map<String, Tensor> wrong = new HashMap<>(Map.of("x", floats(1), "Z", floats(1)));
    Map<String, Tensor> none = new HashMap<>(Map.of("x", floats(1), "z", floats(1)));
    none.put(null, floats(1));
    Map<String, Tensor> outputs = Map.of("y", zeros(2, 3), "d", zeros(2, 3));
    Map.of("a name in capitals", wrong, "a name that is null", none)
        .forEach((name, inputs) ->
            cases.add(
                on(
                    way.words + ", " + name,
                    "got an unknown name, required [x, z]",
                    session -> {
                      switch (way) {
                        case MAP -> session.run(inputs);
                        case PLAN -> session.plan(inputs);
                        default -> session.run(inputs, outputs);
                      }
                    })));
  }

  /// Where a bad tensor goes.
  @FunctionalInterface
  private interface Placing {
    List<Tensor> around(Tensor bad);
  }

  private static void tensors(
      List<BadCase> cases, Way way, String role, String sentence, Placing placing) {
    List<Tensor> outputs = List.of(zeros(2, 3), zeros(2, 3));
    BadTensor.all()
        .forEach(bad ->
            cases.add(
                on(
                    way.words + ", " + role + ": " + bad.name(),
                    sentence + bad.got(),
                    session ->
                        bad.with(tensor -> way.call(session, placing.around(tensor), outputs)))));
  }

  // outputs

  private static void outputs(List<BadCase> cases, Way way) {
    Tensor x = floats(1);
    Placing first = bad -> List.of(bad, zeros(2, 3));
    Placing second = bad -> List.of(zeros(2, 3), bad);
    for (BadTensor bad : BadTensor.all()) {
      cases.add(
          output(way, "first output: " + bad.name(), "output 'y': got " + bad.got(), bad, first));
      cases.add(
          output(way, "second output: " + bad.name(), "output 'd': got " + bad.got(), bad, second));
    }
    String overlaps = "got memory that overlaps ";
    Tensor own = zeros(2, 3);
    cases.add(into(way, "an input as the output", overlaps + "an input", x, List.of(x, own)));
    cases.add(into(way, "one output twice", overlaps + "another", x, List.of(own, own)));
    Tensor[] shifted = shifted();
    cases.add(
        into(
            way,
            "an output that begins in an input",
            overlaps + "an input",
            shifted[0],
            List.of(shifted[1], own)));
    cases.add(
        into(
            way,
            "an output that ends in an input",
            overlaps + "an input",
            shifted[1],
            List.of(own, shifted[0])));
    cases.add(
        into(way, "outputs that share one element", overlaps + "another", x, List.of(shifted)));
    cases.add(into(way, "outputs: null", "got null for the outputs", x, null));
    String one = way.hasNames() ? "output 'd': got none" : "got 1 outputs, required 2";
    cases.add(into(way, "outputs: one of two", one, x, List.of(own)));
    cases.add(
        into(
            way,
            "outputs: null as the first",
            "output 'y': got null",
            x,
            Arrays.asList(null, own)));
    cases.add(
        into(
            way,
            "read-only output",
            "output 'd': got read-only memory",
            x,
            List.of(own, Tensor.wrap(DType.FLOAT32, SHAPE, zeros(2, 3).data().asReadOnly()))));
  }

  /// Two tensors of which the last element of one is the first of the other.
  private static Tensor[] shifted() {
    long bytes = Tensor.byteSize(DType.FLOAT32, SHAPE);
    var memory = Arena.ofAuto().allocate(2 * bytes);
    return new Tensor[] {
      Tensor.wrap(DType.FLOAT32, SHAPE, memory.asSlice(0, bytes)),
      Tensor.wrap(DType.FLOAT32, SHAPE, memory.asSlice(bytes - Float.BYTES, bytes))
    };
  }

  @SuppressWarnings("NullAway")
  private static BadCase into(
      Way way, String name, String sentence, Tensor input, @Nullable List<Tensor> outputs) {
    return on(
        way.words + ", " + name,
        sentence,
        session -> way.call(session, List.of(input, floats(1)), outputs));
  }

  private static BadCase output(
      Way way, String name, String sentence, BadTensor bad, Placing placing) {
    return on(
        way.words + ", " + name,
        sentence,
        session ->
            bad.with(tensor ->
                way.call(session, List.of(floats(1), floats(1)), placing.around(tensor))));
  }

  // sessions that refuse

  private static void closed(List<BadCase> cases) {
    List<Tensor> inputs = List.of(floats(1), floats(1));
    List<Tensor> outputs = List.of(zeros(2, 3), zeros(2, 3));
    for (Way way : Way.values()) {
      cases.add(closed(way.words, session -> way.call(session, inputs, outputs)));
    }
    cases.add(closed("plans", Session::plans));
    cases.add(closed("warmUp", Session::warmUp));
  }

  private static BadCase closed(String name, Consumer<Session> call) {
    return new BadCase(
        GROUP,
        name + " after close",
        "got a call after close, required an open session",
        backend -> {
          SessionOptions options = SessionOptions.defaults().withThreads(2).withBackend(backend);
          Session session = Model.parse(FIXED).compile(options);
          session.close();
          session.close(); // closing twice does nothing
          call.accept(session);
        });
  }

  private static void limits(List<BadCase> cases) {
    Limits small = Limits.defaults().withActivationBytes(1 << 12);
    List<Tensor> large = Collections.nCopies(2, zeros(1 << 12, 3));
    List<Tensor> outputs = List.of(zeros(1 << 12, 3), zeros(1 << 12, 3));
    for (Way way : Way.values()) {
      cases.add(
          on(
              FREE,
              small,
              way.words + ", shapes that need more activation memory than allowed",
              "activations",
              session -> way.call(session, large, outputs)));
      cases.add(
          on(
              FREE,
              Limits.defaults(),
              way.words + ", free extents that contradict each other",
              "got",
              session -> way.call(session, List.of(zeros(4, 3), zeros(5, 3)), outputs)));
    }
  }

  private static void backends(List<BadCase> cases) {
    for (String name : List.of("opencl", "nobody's", "Java", "")) {
      cases.add(
          new BadCase(
              "device",
              "backend '" + name + "' demanded",
              "backend '" + name + "'",
              backend -> Model.parse(FIXED).compile(SessionOptions.defaults().withBackend(name))));
    }
  }
}
