package dev.gatun.bench.compare;

import dev.gatun.GatunException;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.bench.peer.OnnxRuntime;
import dev.gatun.bench.roof.Roof;
import dev.gatun.bench.roof.RoofProbe;
import dev.gatun.bench.subject.Scratch;
import dev.gatun.bench.subject.Source;
import dev.gatun.bench.timing.Schedule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// `gatun compare`: Gatun and ONNX Runtime on whole networks, in one run.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Compares Gatun's speed with that of ONNX Runtime on whole networks: outputs first, then times,",
      "in turns and in one process; then load, first runs and memory, each in a process of its own.",
      "The default set is fourteen networks of the zoo and takes some minutes and 600 MB of the",
      "temporary folder. Let nothing else run meanwhile.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 all was compared; 1 outputs differ or an engine failed; 2 wrong usage."
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME|FILE",
      description = "Networks, see 'gatun zoo list', and ONNX files, which get seeded inputs.")
  private List<String> words = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Numbers of threads, such as 1,2. Default: 1 and all cores.")
  private List<Integer> threads = List.of();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Examples in one run. Default: ${DEFAULT-VALUE}.")
  private long batch = 1;

  @Option(
      names = "--against",
      paramLabel = "ENGINE",
      split = ",",
      description = {
        "Peers: ort, opencl (Gatun's own), reference (naive loops), scalar (no vectors).",
        "The last two are slow and run in processes of their own. Default: ort."
      })
  private List<Engine> peers = List.of(Engine.ORT);

  @Option(
      names = "--small",
      description = "Networks for inputs of a size at which one run costs little.")
  private boolean small;

  @Option(
      names = "--shape",
      paramLabel = "NAME=1,3,224,224",
      description = {
        "The shape of an input of the FILEs, where they leave it open. Without it the first",
        "extent is the batch and others are 1."
      })
  private Map<String, String> shapes = new LinkedHashMap<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Timed runs of an engine take about that long. Default: ${DEFAULT-VALUE}.")
  private double seconds = 2;

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "How many turns each engine has. Default: ten a second, 8 at least.")
  private @Nullable Integer turns;

  @Option(
      names = "--reference",
      description = {
        "Hold outputs of large networks, too, against the reference: minutes for some. Else those",
        "of more than 1.2 billion multiply-adds are held against each other only."
      })
  private boolean reference;

  @Option(
      names = "--no-process",
      description = "Leave out load, first runs and memory in processes of their own.")
  private boolean noProcess;

  @Option(names = "--no-roof", description = "Leave out the roof, which takes two seconds.")
  private boolean noRoof;

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with a chart.")
  private @Nullable Path html;

  /// For picocli.
  public CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    Comparison.Options options = options();
    List<Source> sources = Source.of(words);
    Document document = compare(sources, options);
    CompareText.print(spec.commandLine().getOut(), document);
    if (json != null) {
      Files.writeString(json, Json.write(document) + "\n");
    }
    if (html != null) {
      Files.writeString(html, ComparePage.render(document));
    }
    return document.faults().isEmpty() ? Failures.OK : Failures.FAILURE;
  }

  private Document compare(List<Source> sources, Comparison.Options options) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Machine machine = Machine.here(versions());
    Map<Integer, Double> roofs = new LinkedHashMap<>();
    for (Roof roof : noRoof ? List.<Roof>of() : RoofProbe.measure(options.threads())) {
      roofs.put(roof.threads(), roof.gigaflops());
    }
    List<Fault> faults = new ArrayList<>();
    try (Scratch scratch = new Scratch()) {
      Comparison comparison = new Comparison(options, roofs, new OwnProcess(scratch));
      Source.Sizes sizes = new Source.Sizes(batch, small, shapes);
      for (Source source : sources) {
        int before = comparison.ratios().size();
        try {
          comparison.add(source.prepare(scratch.folder(), sizes));
        } catch (GatunException e) {
          faults.add(new Fault(source.name(), String.valueOf(e.getMessage())));
          err.println("gatun: " + source.name() + ": " + e.getMessage());
        }
        comparison.ratios().stream()
            .skip(before)
            .forEach(ratio ->
                err.println(
                    "%s, %s: %s against %s"
                        .formatted(
                            ratio.model(),
                            Document.threads(ratio.threads()),
                            Numbers.decimals(ratio.ratio(), 2),
                            ratio.peer())));
        err.flush();
        scratch.empty();
      }
      return Document.of(
          machine.withRoofs(roofs), batch, comparison.results(), comparison.ratios(), faults);
    }
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Engine peer : peers) {
      versions.put(peer.title(), peer == Engine.ORT ? OnnxRuntime.version() : "");
    }
    return versions;
  }

  /// All that can be wrong is looked at before minutes are spent.
  private Comparison.Options options() {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> counts = threads.isEmpty() ? List.of(1, cores) : threads;
    for (int count : counts) {
      require(count >= 1 && count <= cores, "--threads " + count, "1 to " + cores);
    }
    require(batch >= 1, "--batch " + batch, "1 or more");
    require(seconds > 0 && seconds <= 3600, "--seconds " + seconds, "more than 0, 3600 at most");
    require(turns == null || turns >= 1, "--turns " + turns, "1 or more");
    require(!peers.contains(Engine.GATUN), "--against gatun", "ort, opencl, reference or scalar");
    requireWritable("--json", json);
    requireWritable("--html", html);
    Schedule schedule = Schedule.ofSeconds(seconds);
    return new Comparison.Options(
        counts.stream().distinct().toList(),
        peers.stream().distinct().toList(),
        turns == null ? schedule : schedule.withTurns(turns),
        seconds,
        reference,
        !noProcess);
  }

  private static void require(boolean fine, String got, String required) {
    if (!fine) {
      throw new UsageException("compare: got " + got + ", required " + required);
    }
  }

  private static void requireWritable(String option, @Nullable Path file) {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      boolean fine =
          Files.exists(file)
              ? Files.isRegularFile(file) && Files.isWritable(file)
              : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
      require(fine, option + " " + file, "a file that can be written");
    }
  }
}
