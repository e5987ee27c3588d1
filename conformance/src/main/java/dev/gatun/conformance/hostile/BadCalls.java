package dev.gatun.conformance.hostile;

import dev.gatun.DType;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Wrong calls of the API: tensors, sessions, limits, external data.
final class BadCalls {
  private static final byte[] VALID =
      ModelText.model("in x f32[2,3]; in z f32[2,3]; y = Add x,z; out y").toByteArray();

  private BadCalls() {}

  static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>();
    runs(cases);
    memory(cases);
    tensors(cases);
    limits(cases);
    locations(cases);
    return cases;
  }

  private static Tensor zeros(long... dims) {
    return Tensor.allocate(DType.FLOAT32, Shape.of(dims));
  }

  private static BadCase run(String name, String sentence, Consumer<Session> call) {
    return run(name, sentence, VALID, call);
  }

  private static BadCase run(String name, String sentence, byte[] model, Consumer<Session> call) {
    return new BadCase(
        "run time",
        name,
        sentence,
        backend -> {
          SessionOptions options = SessionOptions.defaults().withThreads(1).withBackend(backend);
          try (Session session = Model.parse(model).compile(options)) {
            call.accept(session);
          }
        });
  }

  private static void runs(List<BadCase> cases) {
    Tensor x = zeros(2, 3);
    cases.add(run("unknown name", "unknown name", s -> s.run(Map.of("x", x, "q", x))));
    cases.add(run("missing name", "got none", s -> s.run(Map.of("x", x))));
    cases.add(run("no inputs", "inputs", s -> s.run(List.of())));
    cases.add(run("one input of two", "inputs", s -> s.run(x)));
    cases.add(run("three inputs", "inputs", s -> s.run(List.of(x, x, x))));
    cases.add(run("wrong rank", "required", s -> s.run(List.of(zeros(6), x))));
    cases.add(run("wrong shape", "required", s -> s.run(List.of(zeros(3, 2), x))));
    cases.add(run("empty shape", "required", s -> s.run(List.of(zeros(0, 3), x))));
    cases.add(
        run(
            "wrong element type",
            "required",
            s -> s.run(List.of(Tensor.allocate(DType.INT32, Shape.of(2, 3)), x))));
    cases.add(
        run(
            "output too small",
            "required",
            s -> s.run(List.of(x, zeros(2, 3)), List.of(zeros(2, 2)))));
    cases.add(run("no outputs", "outputs", s -> s.run(List.of(x, x), List.of())));
    cases.add(
        run(
            "output of another type",
            "required",
            s -> s.run(List.of(x, x), List.of(Tensor.allocate(DType.FLOAT64, Shape.of(2, 3))))));
    cases.add(run("output is the input", "memory", s -> s.run(List.of(x, x), List.of(x))));
    cases.add(
        run(
            "huge extents beside 0",
            "required a product of the extents that are not 0 below 2^31",
            ModelText.model("in x f32[N,M]; y = Abs x; out y").toByteArray(),
            s -> s.run(zeros(0, 1L << 33))));
    cases.add(
        run(
            "closed session",
            "open session",
            s -> {
              s.close();
              s.run(List.of(x, x));
            }));
    cases.add(run("profile of no runs", "runs", s -> s.profile(List.of(x, x), 0)));
  }

  private static void memory(List<BadCase> cases) {
    cases.add(
        run(
            "closed segment",
            "freed",
            s -> {
              Arena arena = Arena.ofConfined();
              Tensor gone = Tensor.allocate(DType.FLOAT32, Shape.of(2, 3), arena);
              arena.close();
              s.run(List.of(gone, zeros(2, 3)));
            }));
    cases.add(
        run(
            "read-only output",
            "read-only",
            s -> {
              Tensor fixed =
                  Tensor.wrap(DType.FLOAT32, Shape.of(2, 3), zeros(2, 3).data().asReadOnly());
              s.run(List.of(zeros(2, 3), zeros(2, 3)), List.of(fixed));
            }));
  }

  private static BadCase call(String group, String name, String sentence, Runnable call) {
    return new BadCase(group, name, sentence, backend -> call.run());
  }

  private static void tensors(List<BadCase> cases) {
    String group = "tensors of callers";
    Tensor x = zeros(2, 3);
    cases.add(call(group, "negative extent", "-1", () -> Shape.of(-1)));
    cases.add(call(group, "rank 17", "rank", () -> Shape.of(new long[17])));
    cases.add(call(group, "size that overflows", "overflow", () -> Shape.of(1L << 40, 1L << 40)));
    cases.add(call(group, "array too short", "bytes", () -> Tensor.of(new float[5], 2, 3)));
    cases.add(call(group, "array too long", "bytes", () -> Tensor.of(new long[7], 2, 3)));
    cases.add(call(group, "more than an array holds", "array", () -> zeros(1L << 20, 1L << 20)));
    cases.add(call(group, "reshape to another size", "elements", () -> x.reshape(Shape.of(7))));
    cases.add(call(group, "copy to another size", "required", () -> x.copyTo(zeros(7))));
  }

  private static void limits(List<BadCase> cases) {
    Limits usual = Limits.defaults();
    String group = "limits";
    cases.add(call(group, "file of 0 bytes", "positive", () -> usual.withFileBytes(0)));
    cases.add(call(group, "no nodes", "positive", () -> usual.withNodes(0)));
    cases.add(call(group, "negative elements", "positive", () -> usual.withTensorElements(-1)));
    cases.add(call(group, "no activations", "positive", () -> usual.withActivationBytes(0)));
    cases.add(call(group, "negative folding", "positive", () -> usual.withFoldedBytes(-1)));
    cases.add(call(group, "no rounds", "loopRounds", () -> usual.withLoopRounds(0)));
    cases.add(call(group, "no threads", "threads", () -> SessionOptions.defaults().withThreads(0)));
    cases.add(call(group, "no plans", "plans", () -> SessionOptions.defaults().withPlans(0)));
    cases.add(load("file over the limit", "fileBytes", usual.withFileBytes(10)));
    cases.add(load("elements over the limit", "tensorElements", usual.withTensorElements(5)));
  }

  private static BadCase load(String name, String sentence, Limits limits) {
    return new BadCase(
        "limits",
        name,
        sentence,
        backend -> {
          LoadOptions loading = LoadOptions.defaults().withLimits(limits);
          SessionOptions options =
              SessionOptions.defaults().withBackend(backend).withLimits(limits);
          Model.parse(ByteBuffer.wrap(VALID), loading).compile(options).close();
        });
  }

  private static void locations(List<BadCase> cases) {
    String group = "external data";
    List<String> bad =
        List.of(
            "../w.bin",
            "a/../../w.bin",
            "/etc/hostname",
            "/dev/zero",
            "//server/w.bin",
            "..",
            ".",
            "'a\0b'",
            "missing.bin",
            "a/b/c/missing.bin",
            "''",
            "'~/w.bin'",
            "./../w.bin");
    for (String location : bad) {
      byte[] file =
          ModelText.model("in x f32[2]; external k f32[2] " + location + "; y = Add x,k; out y")
              .toByteArray();
      cases.add(
          call(
              group,
              "location " + location.replace("\0", "NUL"),
              "'k'",
              () ->
                  Model.parse(
                      ByteBuffer.wrap(file),
                      LoadOptions.defaults()
                          .withExternalData(Path.of(System.getProperty("java.io.tmpdir"))))));
    }
  }
}
