package dev.gatun.bench.compare;

import dev.gatun.LoadOptions;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.peer.Call;
import dev.gatun.bench.peer.Opened;
import dev.gatun.bench.peer.Peer;
import dev.gatun.bench.subject.Source;
import dev.gatun.conformance.zoo.Zoo;
import java.io.IOException;
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

/// `gatun start`, which `gatun compare` calls in processes of their own: times the start of one
/// engine on one model and prints a [Start] as JSON.
@Command(
    name = "start",
    hidden = true,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Times load, first runs and peak memory of one engine, as JSON.")
public final class StartCommand implements Callable<Integer> {
  private static final int LEAST_RUNS = 10;

  /// After that long even fewer runs must do.
  private static final double PATIENCE_MILLIS = 60_000;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MODEL", description = "An ONNX file.")
  private Path file = Path.of("");

  @Option(names = "--engine", description = "Default: gatun. One of ${COMPLETION-CANDIDATES}.")
  private Engine engine = Engine.GATUN;

  @Option(names = "--threads", description = "That take part in a run. Default: 1.")
  private int threads = 1;

  @Option(names = "--network", description = "Its name in the zoo, where it needs its operators.")
  private String network = "";

  @Option(names = "--input", paramLabel = "NAME=FILE", description = "A tensor for each input.")
  private Map<String, Path> inputFiles = new LinkedHashMap<>();

  @Option(names = "--seconds", description = "Go on after ten runs until so many have passed.")
  private double seconds;

  /// For picocli.
  public StartCommand() {}

  @Override
  public Integer call() {
    LoadOptions loading =
        network.isEmpty() ? Source.OnnxFile.loading(file) : Zoo.network(network).loadOptions();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputFiles.forEach((name, path) -> inputs.put(name, TensorFiles.read(path)));
    spec.commandLine().getOut().println(Json.write(measure(engine.peer(loading), inputs)));
    return Failures.OK;
  }

  private Start measure(Peer peer, Map<String, Tensor> inputs) {
    long before = System.nanoTime();
    engine.prepare();
    double prepareMs = millisSince(before);
    long begin = System.nanoTime();
    try (Opened model = peer.open(file, threads)) {
      double loadMs = millisSince(begin);
      List<Double> runs = new ArrayList<>();
      try (Call call = model.call(inputs)) {
        long start = System.nanoTime();
        double passed = 0;
        while ((runs.size() < LEAST_RUNS || passed < 1_000 * seconds)
            && (runs.isEmpty() || passed < PATIENCE_MILLIS)) {
          long run = System.nanoTime();
          call.run();
          runs.add(millisSince(run));
          passed = millisSince(start);
        }
      }
      return new Start(prepareMs, loadMs, runs, peakRssBytes(STATUS));
    }
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  /// The high-water mark of this process.
  ///
  /// @param status where Linux says it, in KiB
  /// @return null where it does not
  static @Nullable Long peakRssBytes(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(PEAK)) {
          return 1024 * Long.parseLong(line.substring(PEAK.length()).strip().split(" ")[0]);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return null;
    }
    return null;
  }
}
