package dev.gatun.kernels.opencl;

import dev.gatun.BackendException;
import dev.gatun.Backends;
import dev.gatun.DeviceException;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;
import java.util.function.Supplier;

/// Runs graphs on an OpenCL device, and what the device has no kernel for on the host.
public final class OpenClBackend implements Backend {
  /// Preferred to the Java backend, which says 100.
  private static final int GPU_SPEED = 200;

  /// OpenCL on the host's processor: below the Java backend, above the reference.
  private static final int CPU_SPEED = 5;

  private final Supplier<Devices> devices;
  private final ProgramCache cache;
  private final boolean probed;

  /// Found by [java.util.ServiceLoader]; starts nothing.
  public OpenClBackend() {
    this(
        Devices::get,
        ProgramCache.configured(),
        !"off".equals(System.getProperty("gatun.opencl.probe")));
  }

  /// @param devices gives what there is, the same on each call
  /// @param cache of programs
  /// @param probed whether a device is asked if it computes right
  OpenClBackend(Supplier<Devices> devices, ProgramCache cache, boolean probed) {
    this.devices = devices;
    this.cache = cache;
    this.probed = probed;
  }

  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public Usability usability() {
    Devices devices = this.devices.get();
    Cl.Device device = devices.chosen();
    if (device == null) {
      return new Usability(false, 0, devices.reason());
    }
    String unusable = devices.unusable();
    if (!unusable.isEmpty()) {
      return new Usability(false, 0, device.info().name() + ": " + unusable);
    }
    DeviceInfo info = device.info();
    return new Usability(
        true,
        info.kind() == DeviceInfo.Kind.GPU ? GPU_SPEED : CPU_SPEED,
        info.name() + " (" + info.platform() + ")");
  }

  @Override
  public Engine open(EngineOptions options) {
    Devices devices = this.devices.get();
    Cl.Device device = devices.chosen();
    if (device == null) {
      throw new BackendException("open backend opencl: not usable: " + devices.reason());
    }
    if (options.strict()) {
      throw new BackendException(
          "open backend opencl: got strict mode, which only the host's backends have");
    }
    OpenDevice open = null;
    Engine host = null;
    OpenClEngine engine = null;
    try {
      host = host().open(options);
      open = devices.open(device, cache, host, probed);
      engine = new OpenClEngine(open, host, options);
      return engine;
    } catch (ClException e) {
      throw new DeviceException("open backend opencl: " + e.getMessage(), e);
    } finally {
      if (engine == null) {
        if (open != null) {
          open.close();
        }
        if (host != null) {
          host.close();
        }
      }
    }
  }

  /// The fastest backend that computes on the host.
  private static Backend host() {
    return Backends.all().stream()
        .filter(found -> found.usability().usable() && !found.name().equals("opencl"))
        .findFirst()
        .map(found -> Backends.named(found.name()))
        .orElseThrow(() ->
            new BackendException(
                "open backend opencl: got no backend of the host, required one for the operators"
                    + " without a device kernel"));
  }
}
