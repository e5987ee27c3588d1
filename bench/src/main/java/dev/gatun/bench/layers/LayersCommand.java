package dev.gatun.bench.layers;

import dev.gatun.BackendException;
import dev.gatun.InvalidInputException;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.bench.layers.LayersReport.Row;
import dev.gatun.bench.layers.LayersReport.Total;
import dev.gatun.bench.peer.nativelib.NativeFolder;
import dev.gatun.bench.peer.nativelib.OneDnn;
import dev.gatun.bench.roof.Roof;
import dev.gatun.bench.roof.RoofProbe;
import dev.gatun.bench.timing.Schedule;
import dev.gatun.conformance.cli.Machine;
import dev.gatun.conformance.cli.ProgressBar;
import dev.gatun.conformance.cli.Terminal;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.kernels.java.width.Width;
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
import picocli.CommandLine.Spec;

/// `gatun layers`: the layers of networks, one by one, beside ONNX Runtime and oneDNN.
@Command(
    name = "layers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Measures each distinct layer of networks alone: convolutions beside ONNX Runtime and oneDNN,",
      "pools, sums and fully connected layers beside ONNX Runtime.",
      ""
    },
    footer = {"", "Exit codes: 0 they were measured; 1 an engine failed; 2 wrong usage."})
public final class LayersCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;
  private static final int TURNS = 8;
  private static final double WARM_UP_MILLIS = 150;

  /// As long as the threads of other engines may spin after a run.
  private static final int PAUSE_MILLIS = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--net",
      paramLabel = "NAME",
      split = ",",
      description = "Networks, see 'gatun zoo list'. Default: ${DEFAULT-VALUE}.")
  private List<String> names = List.of("resnet-50", "vgg-16", "mobilenet-v1", "mobilenet-v2");

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Numbers of threads, such as 1,2. Default: 1 and all cores.")
  private List<Integer> threads = List.of();

  @Option(
      names = "--layer",
      paramLabel = "TEXT",
      description = "Only layers whose title has this text, such as 'conv 3×3' or 'pool'.")
  private String part = "";

  @Option(names = "--small", description = "The networks at a size at which one run costs little.")
  private boolean small;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Timed runs of each engine on each layer. Default: ${DEFAULT-VALUE}.")
  private double seconds = 0.15;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the numbers as JSON, too.")
  private @Nullable Path json;

  /// For picocli.
  public LayersCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Integer> counts = counts();
    List<Network> networks = networks();
    if (!(seconds > 0)) {
      throw new UsageException("layers: got --seconds " + seconds + ", required more than 0");
    }
    Map<String, String> engines = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    engines.put(GatunLayer.NAME, Width.DESCRIPTION);
    engines.put(OrtLayer.NAME, "ONNX Runtime " + OrtLayer.version());
    OneDnn oneDnn = oneDnn(engines, missing);
    LayersText text = new LayersText(spec.commandLine().getOut());
    String machine = Machine.describe();
    text.header(machine, engines, missing);
    List<Roof> roofs = RoofProbe.measure(counts);
    List<Row> rows = new ArrayList<>();
    Path folder = Files.createTempDirectory("gatun-layers");
    try {
      for (Network network : networks) {
        Map<Layer, Integer> layers = chosen(network);
        for (Roof roof : roofs) {
          LayerBench bench = new LayerBench(oneDnn, roof, schedule(), folder);
          List<Row> measured = measure(bench, network.name(), layers);
          text.network(network.name(), roof.threads(), measured);
          rows.addAll(measured);
        }
      }
    } finally {
      Files.delete(folder);
    }
    List<Total> totals = LayersReport.totals(rows);
    text.totals(totals);
    if (json != null) {
      LayersReport report = new LayersReport(machine, engines, missing, rows, totals);
      Files.writeString(json, Json.write(report) + "\n");
    }
    return Failures.OK;
  }

  private Map<Layer, Integer> chosen(Network network) {
    Map<Layer, Integer> layers = LayerTable.of(network, small ? network.small() : network.input());
    layers.keySet().removeIf(layer -> !layer.title().contains(part));
    return layers;
  }

  private List<Row> measure(LayerBench bench, String network, Map<Layer, Integer> layers) {
    List<Row> rows = new ArrayList<>();
    try (ProgressBar bar =
        new ProgressBar(spec.commandLine().getErr(), Terminal.isErr(), layers.size())) {
      layers.forEach((layer, count) -> {
        bar.step(network + " " + layer.title());
        rows.add(bench.measure(network, layer, count));
      });
    }
    return rows;
  }

  private List<Network> networks() {
    List<Network> networks = new ArrayList<>();
    for (String name : names) {
      try {
        networks.add(Zoo.network(name));
      } catch (InvalidInputException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    return networks;
  }

  private List<Integer> counts() {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> counts = threads.isEmpty() ? List.of(1, cores) : threads;
    for (int count : counts) {
      if (count < 1 || count > MOST_THREADS) {
        throw new UsageException(
            "layers: got --threads %d, required 1 to %d".formatted(count, MOST_THREADS));
      }
    }
    return counts.stream().distinct().toList();
  }

  private Schedule schedule() {
    double millis = 1_000 * seconds;
    return new Schedule(Math.min(WARM_UP_MILLIS, millis), TURNS, millis / TURNS, PAUSE_MILLIS);
  }

  private static @Nullable OneDnn oneDnn(Map<String, String> engines, Map<String, String> missing) {
    try {
      OneDnn library = OneDnn.open(NativeFolder.standard());
      engines.put(LayerBench.ONE_DNN, library.description());
      return library;
    } catch (BackendException e) {
      missing.put(LayerBench.ONE_DNN, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
