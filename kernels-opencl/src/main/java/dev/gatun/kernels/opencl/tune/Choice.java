package dev.gatun.kernels.opencl.tune;

import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.spi.Engine;
import java.util.List;

/// The shaping that a device is used with, and why.
///
/// @param shaping without what is wrong on this device
/// @param tuned whether it comes from a file that `gatun tune` wrote, else it was shipped
/// @param verdicts what the device was asked; empty if it was not
/// @param unusable why the device cannot be used; empty if it can
public record Choice(Shaping shaping, boolean tuned, List<Verdict> verdicts, String unusable) {
  private static final System.Logger LOG = System.getLogger("dev.gatun.kernels.opencl.Choice");

  /// Chooses.
  ///
  /// @param device opened, with any shaping
  /// @param host of the engine that wants to know; it computes nothing
  /// @param probed whether the device is asked if it computes right
  /// @return what to use
  public static Choice of(OpenDevice device, Engine host, boolean probed) {
    Shaping shipped = Shaping.of(device.info());
    if (!probed) {
      return new Choice(shipped, false, List.of(), "");
    }
    Probe.Result result = Probe.of(device, shipped, host);
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
    return new Choice(result.shaping(), false, result.verdicts(), result.unusable());
  }
}
