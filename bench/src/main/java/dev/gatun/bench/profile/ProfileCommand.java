package dev.gatun.bench.profile;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.bench.roof.Roof;
import dev.gatun.bench.roof.RoofProbe;
import dev.gatun.bench.subject.Scratch;
import dev.gatun.bench.subject.Source;
import dev.gatun.bench.subject.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gatun profile`: where a model's time goes, step by step.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Shows where a model's time goes: each step with its kernel, its time, and how much of what",
      "this machine can do (see 'gatun roof') it got. Ordinary runs are timed in turns with those",
      "that look at the clock after each step, so that what lies between steps is seen.",
      ""
    },
    footer = {
      "",
      "FLOP counts a multiply-add of convolutions and matrix products as two, whatever algorithm",
      "does them; bytes are weights, operands and results, each once. 'Of roof' is the least time",
      "that a step's operations and bytes need here, as a part of the time it took.",
      "",
      "Exit codes: 0 it was run; 1 the model or its run failed; 2 wrong usage."
    })
public final class ProfileCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "MODEL",
      description = "An ONNX file, or a network of the zoo, see 'gatun zoo list'.")
  private String model = "";

  @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
  private @Nullable Integer threads;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Timed runs of each kind; 1 goes without a warm-up. Default: ${DEFAULT-VALUE}.")
  private int runs = 20;

  @Option(
      names = "--shape",
      paramLabel = "NAME=1,3,224,224",
      description = "The shape of an input, where a file leaves it open.")
  private Map<String, String> shapes = new LinkedHashMap<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Examples in a run, where the model takes any number. Default: ${DEFAULT-VALUE}.")
  private int batch = 1;

  @Option(
      names = "--small",
      description = "A network of the zoo for inputs of a size at which one run costs little.")
  private boolean small;

  @Option(names = "--backend", paramLabel = "NAME", description = "Default: the fastest usable.")
  private @Nullable String backend;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write the run of middle length for chrome://tracing or ui.perfetto.dev.")
  private @Nullable Path trace;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with a roofline plot and the tables.")
  private @Nullable Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures.")
  private @Nullable Path json;

  /// For picocli.
  public ProfileCommand() {}

  @Override
  public Integer call() throws IOException {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    requirePositive("--threads", count);
    requirePositive("--runs", runs);
    requirePositive("--batch", batch);
    SessionOptions options = SessionOptions.defaults().withThreads(count);
    if (backend != null) {
      options = options.withBackend(backend);
    }
    Source source = Source.of(model);
    if (source instanceof Source.ZooNetwork && !shapes.isEmpty()) {
      throw new UsageException(
          "profile: got --shape with a network of the zoo, required a file or --small");
    }
    try (Scratch scratch = new Scratch()) {
      Subject subject = source.prepare(scratch.folder(), new Source.Sizes(batch, small, shapes));
      profile(subject, count, options);
    }
    return Failures.OK;
  }

  private void profile(Subject subject, int count, SessionOptions options) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Model loaded = Model.load(subject.file(), subject.loading());
    try (Session session = loaded.compile(options)) {
      Roof roof = RoofProbe.measure(List.of(count)).getFirst();
      Times times = Times.take(session, inputs(session, subject.inputs()), runs);
      Profile profile = Profile.of(subject.name(), count, roof, times);
      write(json, Json.write(profile) + "\n");
      write(html, ProfilePage.render(profile));
      write(trace, Trace.write(profile, times.middle()) + "\n");
      ProfileText.print(out, profile);
    }
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException("profile: got " + option + " " + value + ", required 1 or more");
    }
  }

  private static List<Tensor> inputs(Session session, Map<String, Tensor> named) {
    return session.inputs().keySet().stream().map(named::get).toList();
  }

  private static void write(@Nullable Path file, String text) throws IOException {
    if (file != null) {
      Files.writeString(file, text);
    }
  }
}
