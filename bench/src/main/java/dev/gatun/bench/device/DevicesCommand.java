package dev.gatun.bench.device;

import dev.gatun.Backends;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatun devices`: the OpenCL devices of this machine, and whether they compute right.
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Lists the OpenCL devices of this machine and asks each whether what it computes is right,",
      "variant by variant.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 also where there is no device; 1 the one that sessions use cannot be used."
    })
public final class DevicesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--device",
      paramLabel = "TEXT",
      description =
          "Choose the first device with this text in its name or its platform's, and ask no other.")
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
  /// @param answers of those that were asked
  private record Document(
      List<DeviceInfo> devices, @Nullable String chosen, String reason, List<Answer> answers) {}

  /// What a device says.
  ///
  /// @param device its name
  /// @param shaping of its programs; empty if it does not open
  /// @param origin where that comes from
  /// @param unusable why the device cannot be used; empty if it can
  /// @param verdicts what it was asked
  private record Answer(
      String device, String shaping, String origin, String unusable, List<Verdict> verdicts) {}

  @Override
  public Integer call() throws IOException {
    Devices devices = Devices.wanting(wanted);
    Cl.Device chosen = devices.chosen();
    List<DeviceInfo> infos = devices.all().stream().map(Cl.Device::info).toList();
    PrintWriter out = spec.commandLine().getOut();
    printDevices(out, infos);
    if (chosen == null) {
      out.println("No OpenCL device is used: " + devices.reason());
    } else {
      out.println("Used: " + chosen.info().name() + ", " + devices.reason());
    }
    List<Answer> answers = new ArrayList<>();
    boolean usable = true;
    for (Cl.Device device : devices.all()) {
      if (wanted == null || device.equals(chosen)) {
        out.println();
        out.println(device.info().name());
        out.flush(); // a driver may end the process
        Answer answer = ask(device);
        print(out, answer);
        answers.add(answer);
        usable &= !device.equals(chosen) || answer.unusable.isEmpty();
      }
    }
    if (json != null) {
      Document document =
          new Document(
              infos, chosen == null ? null : chosen.info().name(), devices.reason(), answers);
      Files.writeString(json, Json.write(document) + "\n");
    }
    return usable ? Failures.OK : Failures.FAILURE;
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

  private static Answer ask(Cl.Device device) {
    String name = device.info().name();
    ProgramCache cache = ProgramCache.configured();
    try (Engine host = Backends.named("java").open(new EngineOptions(1, Limits.defaults()));
        OpenDevice opened = new OpenDevice(device, cache)) {
      Choice choice = Choice.of(opened, cache.folder(), host, true);
      return new Answer(
          name,
          choice.shaping().summary(),
          choice.tuned()
              ? new TuningFile(cache.folder(), device.info()).description()
              : "shipped with Gatun",
          choice.unusable(),
          choice.verdicts());
    } catch (ClException e) {
      return new Answer(name, "", "", "it does not open: " + e.getMessage(), List.of());
    }
  }

  private static void print(PrintWriter out, Answer answer) {
    if (!answer.shaping.isEmpty()) {
      out.println("Shaping: " + answer.shaping + " (" + answer.origin + ")");
      Table table = new Table("variant", "error", "");
      for (Verdict verdict : answer.verdicts) {
        table.row(
            verdict.name(),
            Double.isNaN(verdict.error())
                ? "-"
                : String.format(Locale.ROOT, "%.0e", verdict.error()),
            verdict.right() ? "ok" : "left out: " + verdict.reason());
      }
      table.print(out);
    }
    if (!answer.unusable.isEmpty()) {
      out.println("Cannot be used: " + answer.unusable);
    }
  }
}
