package dev.gatun.bench.device;

import dev.gatun.BackendException;
import dev.gatun.Backends;
import dev.gatun.DeviceException;
import dev.gatun.Limits;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.kernels.opencl.Devices;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.tune.Tuner;
import dev.gatun.kernels.opencl.tune.TuningFile;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatun tune`: searches the tiles that an OpenCL device is fastest with.
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Searches the vectors and tiles that an OpenCL device is fastest with, on layers of ResNet-50,",
      "VGG-16 and MobileNet v2, and keeps them in a file that sessions read. Only what computes",
      "right can win.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 it was searched; 1 there is no device, or it fails; 2 wrong usage, or no folder",
      "to keep the result in."
    })
public final class TuneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--quick", description = "About half a minute. The default.")
  private boolean quick;

  @Option(names = "--full", description = "Until nothing is faster, ten minutes at most.")
  private boolean full;

  @Option(names = "--reset", description = "Delete the file of the device; searches nothing.")
  private boolean reset;

  @Option(
      names = "--device",
      paramLabel = "TEXT",
      description = "The first device with this text in its name or its platform's.")
  private @Nullable String wanted;

  @Option(names = "--json", paramLabel = "FILE", description = "Write what was found as JSON, too.")
  private @Nullable Path json;

  /// For picocli.
  public TuneCommand() {}

  /// All that is shown.
  private record Document(String device, List<Tuner.Step> steps, Tuner.Result result) {}

  @Override
  public Integer call() throws IOException {
    if (quick && full) {
      throw new UsageException("tune: got --quick and --full, required one of them");
    }
    Devices devices = Devices.wanting(wanted);
    Cl.Device device = devices.chosen();
    if (device == null) {
      throw new BackendException("tune: no OpenCL device is used: " + devices.reason());
    }
    ProgramCache cache = ProgramCache.configured();
    TuningFile file = new TuningFile(cache.folder(), device.info());
    if (cache.folder() == null) {
      throw new UsageException(
          "tune: got no folder to keep the result in, required another gatun.opencl.cache than "
              + cache.description());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (reset) {
      out.println((file.delete() ? "Deleted: " : "There was none: ") + file.description());
      return Failures.OK;
    }
    out.println("Device: " + device.info().name());
    out.println("Times are those of a candidate over those of the best one so far.");
    List<Tuner.Step> steps = new ArrayList<>();
    Tuner.Result result = search(device, cache, out, steps);
    out.println("Found: " + result.after().summary());
    boolean kept = result.after().equals(result.before());
    if (kept) {
      out.println("That is what it had before; nothing was written.");
    } else if (!result.usable()) {
      out.println("Not right in the last probe; nothing was written.");
    } else if (file.write(result.after())) {
      out.println("Written: " + file.description());
      kept = true;
    } else {
      out.println("Cannot be written: " + file.description());
    }
    if (json != null) {
      Files.writeString(json, Json.write(new Document(device.info().name(), steps, result)) + "\n");
    }
    return kept ? Failures.OK : Failures.FAILURE;
  }

  private Tuner.Result search(
      Cl.Device device, ProgramCache cache, PrintWriter out, List<Tuner.Step> steps) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Engine host = Backends.named("java").open(new EngineOptions(threads, Limits.defaults()));
        OpenDevice opened = new OpenDevice(device, cache)) {
      return Tuner.tune(
          opened,
          cache.folder(),
          host,
          full ? Tuner.Extent.FULL : Tuner.Extent.QUICK,
          step -> {
            steps.add(step);
            out.println(line(step));
            out.flush();
          });
    } catch (ClException e) {
      throw new DeviceException("tune: " + e.getMessage(), e);
    }
  }

  private static String line(Tuner.Step step) {
    String ratio =
        Double.isNaN(step.ratio()) ? "wrong" : String.format(Locale.ROOT, "%5.2f", step.ratio());
    return "  " + ratio + (step.wins() ? "  best  " : "        ") + step.shaping();
  }
}
