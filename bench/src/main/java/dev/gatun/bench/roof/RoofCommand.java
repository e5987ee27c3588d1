package dev.gatun.bench.roof;

import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.cli.Table;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.kernels.java.width.Width;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatun roof`: what this machine can do at most.
@Command(
    name = "roof",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what this machine can do at most: multiply-adds on registers, at the vector width",
      "that the kernels use, and bytes per second from each cache and from main memory.",
      ""
    },
    footer = {"", "Exit codes: 0 it was measured; 2 wrong usage."})
public final class RoofCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Numbers of threads, such as 1,2. Default: 1 and all cores.")
  private List<Integer> threads = List.of();

  @Option(names = "--json", description = "Write one JSON object instead of text.")
  private boolean json;

  /// For picocli.
  public RoofCommand() {}

  /// All that is shown.
  private record Document(String kernels, List<Roof> roofs) {}

  @Override
  public Integer call() {
    List<Roof> roofs = RoofProbe.measure(counts());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(new Document(Width.DESCRIPTION, roofs)));
    } else {
      print(out, roofs);
    }
    return Failures.OK;
  }

  private List<Integer> counts() {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> counts = threads.isEmpty() ? List.of(1, cores) : threads;
    for (int count : counts) {
      if (count < 1) {
        throw new UsageException("roof: got --threads " + count + ", required 1 or more");
      }
    }
    return counts.stream().distinct().toList();
  }

  private static void print(PrintWriter out, List<Roof> roofs) {
    out.println("Roof of this machine, " + Width.DESCRIPTION);
    out.println();
    Table flops = new Table("threads", "GFLOP/s");
    roofs.forEach(roof -> flops.row(roof.threads(), decimal(roof.gigaflops())));
    flops.print(out);
    out.println();
    Table table = new Table("threads", "level", "KiB", "read GB/s", "copy GB/s", "triad GB/s");
    for (Roof roof : roofs) {
      for (Roof.Level level : roof.levels()) {
        table.row(
            roof.threads(),
            level.name(),
            level.bytes() >> 10,
            decimal(level.read()),
            decimal(level.copy()),
            decimal(level.triad()));
      }
    }
    table.print(out);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
