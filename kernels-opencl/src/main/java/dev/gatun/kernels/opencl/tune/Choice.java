package dev.gatun.kernels.opencl.tune;

import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.PrivateFolder;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.spi.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shaping that a device is used with, and why.
///
/// @param shaping without what is wrong on this device
/// @param tuned whether it comes from a file that `gatun tune` wrote, else it was shipped
/// @param verdicts what the device was asked; empty if it was not
/// @param unusable why the device cannot be used; empty if it can
public record Choice(Shaping shaping, boolean tuned, List<Verdict> verdicts, String unusable) {
  private static final System.Logger LOG = System.getLogger("dev.gatun.kernels.opencl.Choice");

  /// Chooses: what a file has, unless a part of it that nothing replaces is wrong; else what was
  /// shipped.
  ///
  /// @param device opened, with any shaping
  /// @param folder of the files of this user, or null
  /// @param host of the engine that wants to know; it computes nothing
  /// @param probed whether the device is asked if it computes right
  /// @return what to use
  public static Choice of(
      OpenDevice device, @Nullable PrivateFolder folder, Engine host, boolean probed) {
    Shaping tuned = new TuningFile(folder, device.info()).read();
    if (tuned != null) {
      Choice choice = of(device, tuned, true, host, probed);
      if (choice.unusable.isEmpty()) {
        return choice;
      }
    }
    return of(device, Shaping.of(device.info()), false, host, probed);
  }

  private static Choice of(
      OpenDevice device, Shaping shaping, boolean tuned, Engine host, boolean probed) {
    if (!probed) {
      return new Choice(shaping, tuned, List.of(), "");
    }
    Probe.Result result = Probe.of(device, shaping, host);
    for (Verdict verdict : result.verdicts()) {
      if (!verdict.right()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "device {0} does without {1}: {2}",
            device.info().name(),
            verdict.name(),
            verdict.reason());
      }
    }
    return new Choice(result.shaping(), tuned, result.verdicts(), result.unusable());
  }
}
