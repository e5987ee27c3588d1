package dev.gatun.bench.clblast;

import dev.gatun.BackendException;
import dev.gatun.Backends;
import dev.gatun.Limits;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Table;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatun clblast`: OpenCL kernels beside CLBlast on the same device.
@Command(
    name = "clblast",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Measures matrix products and 3×3 convolutions of ResNet-50 and VGG-16 on an OpenCL device",
      "beside CLBlast, in turns in one process. Weights are constant and packed before.",
      ""
    },
    footer = {"", "Exit codes: 0 it was measured; 1 there is no device, or a result is wrong."})
public final class ClBlastCommand implements Callable<Integer> {
  private static final double WARM_UP_MILLIS = 300;
  private static final int UNTIMED = 2;
  private static final int TIMED = 3;

  /// What a result may differ by from double precision, as a part of the norm: Winograd's gate.
  private static final double GATE = 2e-5;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "Turns of each problem. Default: ${DEFAULT-VALUE}.")
  private int turns = 9;

  /// For picocli.
  public ClBlastCommand() {}

  @Override
  public Integer call() {
    if (turns < 1) {
      throw new UsageException("clblast: got --turns " + turns + ", required 1 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    Table table =
        new Table(
            "problem",
            "gatun ms",
            "GFLOP/s",
            "error",
            "clblast ms",
            "GFLOP/s",
            "error",
            "ratio",
            "kernels");
    boolean right = true;
    EngineOptions options =
        new EngineOptions(Runtime.getRuntime().availableProcessors(), Limits.defaults());
    try (Engine engine = Backends.named("opencl").open(options)) {
      out.println(engine.description() + "; medians of " + turns + " turns of " + TIMED + " runs");
      for (Task task : tasks()) {
        right &= measure(engine, task, table);
      }
    }
    table.print(out);
    return right ? Failures.OK : Failures.FAILURE;
  }

  private static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (int extent : new int[] {256, 512, 1024}) {
      tasks.add(Task.product(extent, extent, extent));
    }
    int[][] layers = {
      {64, 56, 64},
      {128, 28, 128},
      {256, 14, 256},
      {512, 7, 512},
      {64, 112, 128},
      {256, 56, 256},
      {512, 28, 512}
    };
    for (int[] layer : layers) {
      tasks.add(Task.convolution(layer[0], layer[1], layer[2]));
    }
    return tasks;
  }

  private boolean measure(Engine engine, Task task, Table table) {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    try (GatunKernel gatun = new GatunKernel(engine, task);
        ClBlast clblast = new ClBlast(task)) {
      warmUp(gatun::run);
      warmUp(clblast::run);
      for (int turn = 0; turn < turns; turn++) {
        turn(gatun::run, ours);
        turn(clblast::run, theirs);
      }
      double error = task.error(gatun.result());
      double otherError = task.error(clblast.result());
      table.row(
          task.name(),
          number(median(ours), 2),
          number(rate(task, ours), 0),
          scientific(error),
          number(median(theirs), 2),
          number(rate(task, theirs), 0),
          scientific(otherError),
          number(median(theirs) / median(ours), 1),
          gatun.kernels());
      return error <= GATE && otherError <= GATE;
    } catch (LinkageError e) {
      throw new BackendException("clblast: got no native library, required jocl-blast's: " + e, e);
    }
  }

  /// Until the calls are compiled, ours go through more of Java.
  private static void warmUp(DoubleSupplier run) {
    double passed = 0;
    while (passed < WARM_UP_MILLIS) {
      passed += run.getAsDouble();
    }
  }

  /// As [dev.gatun.bench.timing.Turns] has them: untimed runs wake threads and fill caches.
  private static void turn(DoubleSupplier run, List<Double> times) {
    for (int i = -UNTIMED; i < TIMED; i++) {
      double millis = run.getAsDouble();
      if (i >= 0) {
        times.add(millis);
      }
    }
  }

  private static double median(List<Double> times) {
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static double rate(Task task, List<Double> times) {
    return 2e-6 * task.multiplyAdds() / median(times);
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static String scientific(double value) {
    return String.format(Locale.ROOT, "%.0e", value);
  }
}
