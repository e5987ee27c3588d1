package dev.gatun.bench.gemm;

import dev.gatun.BackendException;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.bench.gemm.GemmReport.Against;
import dev.gatun.bench.gemm.GemmReport.Result;
import dev.gatun.bench.peer.nativelib.Blas;
import dev.gatun.bench.peer.nativelib.NativeFolder;
import dev.gatun.bench.roof.Roof;
import dev.gatun.bench.roof.RoofProbe;
import dev.gatun.bench.timing.Schedule;
import dev.gatun.conformance.cli.Machine;
import dev.gatun.conformance.cli.ProgressBar;
import dev.gatun.conformance.cli.Terminal;
import dev.gatun.kernels.java.width.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatun gemm`: matrix products beside OpenBLAS and MKL.
@Command(
    name = "gemm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Measures matrix products C = A·B beside OpenBLAS and MKL, in turns in one process.",
      "gatun has B as a weight, packed when a model is compiled; gatun-input packs it in every run,",
      "as a BLAS does.",
      ""
    },
    footer = {"", "Exit codes: 0 it was measured; 1 an engine failed; 2 wrong usage."})
public final class GemmCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;
  private static final int TURNS = 8;
  private static final double WARM_UP_MILLIS = 120;

  /// As long as the threads of a BLAS may spin after a product.
  private static final int PAUSE_MILLIS = 40;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Numbers of threads, such as 1,2. Default: 1 and all cores.")
  private List<Integer> threads = List.of();

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      description = {
        "Groups (square, tall, wide, small, resnet-50, mobilenet, dense), single numbers, or MxNxK.",
        "Default: all groups."
      })
  private List<String> sizes = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Timed runs of each engine on each product. Default: ${DEFAULT-VALUE}.")
  private double seconds = 0.1;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the numbers as JSON, too.")
  private @Nullable Path json;

  /// For picocli.
  public GemmCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Integer> counts = counts();
    if (!(seconds > 0)) {
      throw new UsageException("gemm: got --seconds " + seconds + ", required more than 0");
    }
    Map<String, List<Product>> groups = new LinkedHashMap<>();
    for (Product product : Products.chosen(sizes)) {
      groups.computeIfAbsent(product.group(), group -> new ArrayList<>()).add(product);
    }
    Map<String, String> engines = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    engines.put(GemmBench.GATUN, Width.DESCRIPTION + "; B is a weight");
    engines.put(GemmBench.GATUN_INPUT, "the same; B is an input");
    List<Blas> peers = peers(engines, missing);
    GemmText text = new GemmText(spec.commandLine().getOut());
    String machine = Machine.describe();
    text.header(machine, engines, missing);
    Map<Integer, Double> roofs = new LinkedHashMap<>();
    for (Roof roof : RoofProbe.measure(counts)) {
      roofs.put(roof.threads(), roof.gigaflops());
      text.roof(roof.threads(), roof.gigaflops());
    }
    List<Result> results = new ArrayList<>();
    List<Against> ratios = new ArrayList<>();
    int total = counts.size() * groups.values().stream().mapToInt(List::size).sum();
    try (ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), Terminal.isErr(), total)) {
      for (int count : counts) {
        GemmBench bench = new GemmBench(peers, schedule(count));
        bench.warmUp(count);
        groups.forEach((group, products) -> {
          List<GemmBench.Outcome> outcomes = new ArrayList<>();
          for (Product product : products) {
            bar.step(product.size());
            outcomes.add(bench.measure(product, count));
          }
          outcomes.forEach(outcome -> results.addAll(outcome.results()));
          outcomes.forEach(outcome -> ratios.addAll(outcome.ratios()));
          text.group(group, count, roofs.getOrDefault(count, Double.NaN), outcomes);
        });
      }
    }
    List<GemmReport.Mean> means = GemmReport.means(ratios);
    if (!means.isEmpty()) {
      text.means(means);
    }
    if (json != null) {
      GemmReport report = new GemmReport(machine, engines, missing, roofs, results, ratios, means);
      Files.writeString(json, Json.write(report) + "\n");
    }
    return Failures.OK;
  }

  private List<Integer> counts() {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> counts = threads.isEmpty() ? List.of(1, cores) : threads;
    for (int count : counts) {
      if (count < 1 || count > MOST_THREADS) {
        throw new UsageException(
            "gemm: got --threads %d, required 1 to %d".formatted(count, MOST_THREADS));
      }
    }
    return counts.stream().distinct().toList();
  }

  private Schedule schedule(int count) {
    double millis = 1_000 * seconds;
    return new Schedule(
        Math.min(WARM_UP_MILLIS, millis), TURNS, millis / TURNS, count == 1 ? 0 : PAUSE_MILLIS);
  }

  private static List<Blas> peers(Map<String, String> engines, Map<String, String> missing) {
    Map<String, Function<NativeFolder, Blas>> known = new LinkedHashMap<>();
    known.put("openblas", Blas::openBlas);
    known.put("mkl", Blas::mkl);
    List<Blas> peers = new ArrayList<>();
    known.forEach((name, open) -> {
      try {
        Blas peer = open.apply(NativeFolder.standard());
        peers.add(peer);
        engines.put(name, peer.description());
      } catch (BackendException e) {
        missing.put(name, String.valueOf(e.getMessage()));
      }
    });
    return peers;
  }
}
