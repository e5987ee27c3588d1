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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
      "beside CLBlast, in turns in one process. A run has "
          + Task.LEAST_LAYERS
          + " to "
          + Task.MOST_LAYERS
          + " layers, each of which",
      "takes the result of the one before, from the host's memory to the host's memory. Weights are",
      "constant, on the device and packed before.",
      ""
    },
    footer = {"", "Exit codes: 0 it was measured; 1 there is no device, or a result is wrong."})
public final class ClBlastCommand implements Callable<Integer> {
  private static final double WARM_UP_MILLIS = 300;
  private static final int UNTIMED = 2;
  private static final int TIMED = 3;

  /// What a result may differ by from double precision, as a part of the norm: Winograd's gate.
  private static final double GATE = 2e-5;

  private static final Pattern SIZE =
      Pattern.compile("((?<channels>[1-9]\\d{0,3})x)?(?<extent>[1-9]\\d{0,3})");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "Turns of each problem. Default: ${DEFAULT-VALUE}.")
  private int turns = 5;

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      description = {
        "N: a product of squares. CxN: a convolution of C channels of N × N pixels. Default:",
        "${DEFAULT-VALUE}."
      })
  private List<String> sizes =
      List.of(
          "256", "512", "1024", "64x56", "128x28", "256x14", "512x7", "128x112", "256x56",
          "512x28");

  /// For picocli.
  public ClBlastCommand() {}

  @Override
  public Integer call() {
    if (turns < 1) {
      throw new UsageException("clblast: got --turns " + turns + ", required 1 or more");
    }
    List<Task> tasks = sizes.stream().map(ClBlastCommand::task).toList();
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
      out.printf(
          "%s; medians of %d turns of %d runs, per layer%n", engine.description(), turns, TIMED);
      for (Task task : tasks) {
        right &= measure(engine, task, table);
      }
    }
    table.print(out);
    return right ? Failures.OK : Failures.FAILURE;
  }

  private static Task task(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new UsageException(
          "clblast: got --sizes " + size + ", required N or CxN, numbers of up to four digits");
    }
    int extent = Integer.parseInt(matcher.group("extent"));
    String channels = matcher.group("channels");
    return channels == null
        ? Task.product(extent)
        : Task.convolution(Integer.parseInt(channels), extent);
  }

  private boolean measure(Engine engine, Task task, Table table) {
    int layers = task.layers();
    try {
      double error;
      double otherError;
      try (GatunKernel gatun = new GatunKernel(engine, task, 1);
          ClBlast clblast = new ClBlast(task, 1)) {
        gatun.run();
        clblast.run();
        error = task.error(gatun.result());
        otherError = task.error(clblast.result());
      }
      try (GatunKernel gatun = new GatunKernel(engine, task, layers);
          ClBlast clblast = new ClBlast(task, layers)) {
        List<Double> ourTimes = new ArrayList<>();
        List<Double> theirTimes = new ArrayList<>();
        warmUp(gatun::run);
        warmUp(clblast::run);
        for (int turn = 0; turn < turns; turn++) {
          turn(gatun::run, ourTimes);
          turn(clblast::run, theirTimes);
        }
        double ours = median(ourTimes) / layers;
        double theirs = median(theirTimes) / layers;
        table.row(
            task.name(),
            number(ours, 2),
            number(rate(task, ours), 0),
            scientific(error),
            number(theirs, 2),
            number(rate(task, theirs), 0),
            scientific(otherError),
            number(theirs / ours, 1),
            gatun.kernels());
        return error <= GATE
            && otherError <= GATE
            && Task.distance(gatun.result(), clblast.result()) <= 2 * layers * GATE;
      }
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

  private static double rate(Task task, double millis) {
    return 2e-6 * task.multiplyAdds() / millis;
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static String scientific(double value) {
    return String.format(Locale.ROOT, "%.0e", value);
  }
}
