package dev.gatun.bench.device;

import dev.gatun.Backends;
import dev.gatun.DeviceException;
import dev.gatun.Limits;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.cli.Table;
import dev.gatun.kernels.opencl.Devices;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.tune.Choice;
import dev.gatun.kernels.opencl.tune.TuningFile;
import dev.gatun.kernels.opencl.tune.Verdict;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatun devices`: the OpenCL devices of this machine, and whether the chosen one computes right.
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Lists the OpenCL devices of this machine. The one that sessions use is asked whether what it",
      "computes is right, variant by variant.",
      ""
    },
    footer = {"", "Exit codes: 0 also where there is no device; 1 the device does not open."})
public final class DevicesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--device",
      paramLabel = "TEXT",
      description = "Choose the first device with this text in its name or its platform's.")
  private @Nullable String wanted;

  @Option(names = "--json", paramLabel = "FILE", description = "Write what is shown as JSON, too.")
  private @Nullable Path json;

  /// For picocli.
  public DevicesCommand() {}

  /// All that is shown.
  ///
  /// @param devices of all platforms
  /// @param chosen name of the one that sessions use, or null
  /// @param reason why this one, or why none
  /// @param shaping of its programs
  /// @param origin where it comes from
  /// @param unusable why the device cannot be used; empty if it can
  /// @param verdicts what it was asked
  private record Document(
      List<DeviceInfo> devices,
      @Nullable String chosen,
      String reason,
      @Nullable String shaping,
      @Nullable String origin,
      @Nullable String unusable,
      List<Verdict> verdicts) {}

  @Override
  public Integer call() throws IOException {
    Devices devices = Devices.wanting(wanted);
    List<DeviceInfo> infos = devices.all().stream().map(Cl.Device::info).toList();
    Cl.Device chosen = devices.chosen();
    PrintWriter out = spec.commandLine().getOut();
    printDevices(out, infos);
    Document document;
    if (chosen == null) {
      out.println("No OpenCL device is used: " + devices.reason());
      document = new Document(infos, null, devices.reason(), null, null, null, List.of());
    } else {
      out.println("Used: " + chosen.info().name() + ", " + devices.reason());
      out.flush(); // a driver may end the process
      document = ask(chosen, infos, devices.reason());
      print(out, document);
    }
    if (json != null) {
      Files.writeString(json, Json.write(document) + "\n");
    }
    return Failures.OK;
  }

  private static void printDevices(PrintWriter out, List<DeviceInfo> infos) {
    Table table =
        new Table(
            "device",
            "platform",
            "kind",
            "units",
            "floats",
            "memory MiB",
            "largest MiB",
            "local KiB",
            "OpenCL",
            "driver");
    for (DeviceInfo info : infos) {
      table.row(
          info.name(),
          info.platform(),
          info.kind(),
          info.units(),
          info.floats(),
          info.memory() >> 20,
          info.largest() >> 20,
          info.local() >> 10,
          info.version(),
          info.driver());
    }
    table.print(out);
  }

  private static Document ask(Cl.Device device, List<DeviceInfo> infos, String reason) {
    ProgramCache cache = ProgramCache.configured();
    try (Engine host = Backends.named("java").open(new EngineOptions(1, Limits.defaults()));
        OpenDevice opened = new OpenDevice(device, cache)) {
      Choice choice = Choice.of(opened, cache.folder(), host, true);
      return new Document(
          infos,
          device.info().name(),
          reason,
          choice.shaping().summary(),
          choice.tuned()
              ? new TuningFile(cache.folder(), device.info()).description()
              : "shipped with Gatun",
          choice.unusable(),
          choice.verdicts());
    } catch (ClException e) {
      throw new DeviceException("devices: " + e.getMessage(), e);
    }
  }

  private static void print(PrintWriter out, Document document) {
    out.println("Shaping: " + document.shaping + " (" + document.origin + ")");
    out.println();
    Table table = new Table("variant", "error", "");
    for (Verdict verdict : document.verdicts) {
      table.row(
          verdict.name(),
          Double.isNaN(verdict.error()) ? "-" : String.format(Locale.ROOT, "%.0e", verdict.error()),
          verdict.right() ? "ok" : "left out: " + verdict.reason());
    }
    table.print(out);
    if (!"".equals(document.unusable)) {
      out.println();
      out.println("The device is not used: " + document.unusable);
    }
  }
}
