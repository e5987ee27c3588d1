package dev.gatun.bench.run;

import dev.gatun.Images;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.conformance.cli.ProgressBar;
import dev.gatun.conformance.cli.Terminal;
import dev.gatun.graph.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs a model on images or tensors; without a model, the embedded LeNet-5 on its twelve digits.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Runs a model on images or tensors and shows what it says.",
      "Without MODEL: the LeNet-5 that comes with the program, on twelve drawn digits unless --image names others.",
      ""
    },
    footer = {
      "",
      "Outputs of the form [N,classes] are shown as guesses (with softmax, unless they are a distribution "
          + "already), others as a summary.",
      "Exit codes: 0 all went well; 1 the run failed or an embedded digit was misread; 2 wrong usage."
    })
public final class RunCommand implements Callable<Integer> {
  private static final int DEMO_REPEATS = 50;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "An ONNX file.")
  private @Nullable Path modelFile;

  @Mixin private ImageOptions images = new ImageOptions();

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      description = "A tensor for an input, from a .pb, .npy or .bin file.")
  private Map<String, Path> tensors = new LinkedHashMap<>();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes, one a line.")
  private @Nullable Path labelFile;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "How many guesses; 0 summarises the outputs instead (default: ${DEFAULT-VALUE}).")
  private int top = 3;

  @Option(
      names = "--outputs",
      paramLabel = "DIR",
      description = {
        "Write each output as .npy, and as .png where it is [1,1,H,W] or [1,3,H,W]",
        "(0..1 where no element is above 2, else 0..255)."
      })
  private @Nullable Path outputFolder;

  @Option(names = "--backend", paramLabel = "NAME", description = "Default: the fastest usable.")
  private @Nullable String backend;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
  private @Nullable Integer threads;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = {
        "Time the median of N runs, after as many to warm up (default: 1, with no warm-up;",
        "for the digits up to 50, as many as a fifth of a second holds)."
      })
  private @Nullable Integer repeat;

  @Option(names = "--json", description = "Write one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Model model = load();
    boolean demo = modelFile == null && images.files.isEmpty() && tensors.isEmpty();
    int repeats = repeat != null ? repeat : demo ? DEMO_REPEATS : 1;
    if (repeats < 1 || top < 0) {
      throw new UsageException(
          "got --repeat " + repeats + " and --top " + top + ", required 1 or more and 0 or more");
    }
    List<Pending> pending = demo ? digits(model) : samples(model);
    List<String> labels = labelFile == null ? List.of() : Files.readAllLines(labelFile);
    var out = spec.commandLine().getOut();
    Report report =
        json
            ? new JsonReport(out, repeats)
            : new TextReport(out, Terminal.hasColours(), timing(repeats));
    Tally tally = new Tally();
    try (Session session = model.compile(options());
        ProgressBar bar = bar(pending.size())) {
      boolean begun = false;
      for (Pending next : pending) {
        bar.step(next.name);
        Sample sample = next.sample.get();
        if (!begun) {
          String name = modelFile == null ? LeNet5.NAME : modelFile.toString();
          report.begin(name, session.plan(sample.inputs()).engine());
          begun = true;
        }
        Answer answer = answer(session, sample, labels, repeats);
        if (outputFolder != null) {
          OutputFiles.write(outputFolder, next.name, answer.outputs());
        }
        report.answer(answer);
        tally.add(answer);
      }
    }
    report.end();
    return tally.right() == tally.labelled() ? Failures.OK : Failures.FAILURE;
  }

  /** A sample that is read only when its turn comes. */
  private record Pending(String name, Supplier<Sample> sample) {}

  private Model load() {
    if (modelFile == null) {
      return LeNet5.model();
    }
    Path folder = modelFile.toAbsolutePath().getParent();
    LoadOptions options = LoadOptions.defaults();
    return Model.load(modelFile, folder == null ? options : options.withExternalData(folder));
  }

  private SessionOptions options() {
    SessionOptions options = SessionOptions.defaults();
    if (backend != null) {
      options = options.withBackend(backend);
    }
    return threads == null ? options : options.withThreads(threads);
  }

  private String timing(int repeats) {
    if (repeats == 1) {
      return "the first run, while the JVM still compiles; --repeat N times later ones";
    }
    return "median of " + (repeat == null ? "up to " : "") + repeats + " runs after warm-up";
  }

  /** On a terminal text comes as the run goes on, which is progress enough. */
  private ProgressBar bar(int total) {
    boolean quiet = !json && Terminal.isOut();
    return new ProgressBar(spec.commandLine().getErr(), Terminal.isErr() && !quiet, total);
  }

  private static List<Pending> digits(Model model) {
    Map.Entry<String, TensorType> input = model.inputs().entrySet().iterator().next();
    ImageInput image = ImageInput.of(input.getKey(), input.getValue(), new ImageOptions());
    List<Pending> pending = new ArrayList<>();
    for (LeNet5.Digit digit : LeNet5.digits()) {
      Map<String, Tensor> inputs = Map.of(image.name(), image.prepare(digit.image()));
      pending.add(
          new Pending(
              digit.name(), () -> new Sample(digit.name(), digit.image(), inputs, digit.label())));
    }
    return pending;
  }

  private List<Pending> samples(Model model) {
    Map<String, Tensor> given = TensorInputs.read(tensors, model);
    List<String> missing = new ArrayList<>(model.inputs().keySet());
    missing.removeAll(given.keySet());
    if (images.files.isEmpty()) {
      if (!missing.isEmpty()) {
        throw new UsageException(TensorInputs.wanted(model, missing));
      }
      return List.of(new Pending("tensors", () -> new Sample("tensors", null, given, null)));
    }
    if (missing.size() != 1) {
      throw new UsageException(
          "--image fills one input, but "
              + missing.size()
              + " are open: "
              + TensorInputs.wanted(model, missing));
    }
    String open = missing.getFirst();
    TensorType type = Objects.requireNonNull(model.inputs().get(open));
    ImageInput input = ImageInput.of(open, type, images);
    List<Pending> pending = new ArrayList<>();
    for (Path file : images.files) {
      String name = String.valueOf(file.getFileName());
      pending.add(new Pending(name, () -> sample(name, file, input, given)));
    }
    return pending;
  }

  private static Sample sample(
      String name, Path file, ImageInput input, Map<String, Tensor> given) {
    var image = Images.read(file);
    Map<String, Tensor> inputs = new LinkedHashMap<>(given);
    inputs.put(input.name(), input.prepare(image));
    return new Sample(name, image, inputs, null);
  }

  private Answer answer(Session session, Sample sample, List<String> labels, int repeats) {
    Stopwatch stopwatch = new Stopwatch(() -> session.run(sample.inputs()), session::warmUp);
    double milliseconds = repeat != null ? stopwatch.exactly(repeats) : stopwatch.atMost(repeats);
    Map<String, Tensor> outputs = stopwatch.outputs();
    Guesses guesses =
        outputs.size() == 1 ? Guesses.of(outputs.values().iterator().next(), labels, top) : null;
    return new Answer(sample, outputs, guesses, milliseconds);
  }
}
