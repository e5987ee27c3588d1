package dev.gatun.kernels.opencl;

import dev.gatun.DeviceException;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.cl.Jocl;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.tune.Choice;
import dev.gatun.spi.Engine;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The devices of this machine, looked for once.
///
/// `-Dgatun.opencl.device=TEXT` chooses the first whose platform or name contains a text; without
/// it, it is the first GPU, else the first device.
public final class Devices {
  private final List<Cl.Device> all;
  private final Cl.@Nullable Device chosen;
  private final String reason;
  private @Nullable OpenDevice open;
  private @Nullable Choice choice;

  private Devices(List<Cl.Device> all, Cl.@Nullable Device chosen, String reason) {
    this.all = all;
    this.chosen = chosen;
    this.reason = reason;
  }

  private static final class Once {
    static final Devices DEVICES = find(Jocl::load, System.getProperty("gatun.opencl.device"));
  }

  /// A device at work, the same for all sessions that are open at a time: building its programs
  /// takes longer than many a model's runs.
  ///
  /// @param device the chosen one
  /// @param cache of its programs
  /// @param host of the engine that is opened
  /// @param probed whether a device is asked if it computes right, once
  /// @return with one more owner
  /// @throws DeviceException if it does not compute right
  synchronized OpenDevice open(Cl.Device device, ProgramCache cache, Engine host, boolean probed) {
    OpenDevice shared = open;
    if (shared != null && shared.retain()) {
      return shared;
    }
    requireUsable(choice);
    try (OpenDevice opened = new OpenDevice(device, cache)) {
      Choice made = choice == null ? Choice.of(opened, cache.folder(), host, probed) : choice;
      choice = made;
      requireUsable(made);
      shared = opened.with(made.shaping());
      open = shared;
      return shared;
    }
  }

  private static void requireUsable(@Nullable Choice choice) {
    if (choice != null && !choice.unusable().isEmpty()) {
      throw new DeviceException("open backend opencl: " + choice.unusable(), null);
    }
  }

  /// Why the device that was opened cannot be used; empty if it can, or was not asked.
  synchronized String unusable() {
    return choice == null ? "" : choice.unusable();
  }

  /// {@return the devices of this machine}
  public static Devices get() {
    return Once.DEVICES;
  }

  /// The devices of this machine, with another one chosen.
  ///
  /// @param wanted a part of the platform's or device's name, or null for the usual choice
  /// @return what was found; never an exception
  public static Devices wanting(@Nullable String wanted) {
    return wanted == null ? get() : find(Jocl::load, wanted);
  }

  /// Looks for devices and chooses one.
  ///
  /// @param loader loads OpenCL
  /// @param wanted a part of the platform's or device's name, or null
  /// @return what was found; never an exception
  static Devices find(Supplier<Cl> loader, @Nullable String wanted) {
    List<Cl.Device> all;
    try {
      all = loader.get().devices();
    } catch (ClException e) {
      return new Devices(List.of(), null, String.valueOf(e.getMessage()));
    } catch (LinkageError | RuntimeException e) {
      // no loader, a loader without drivers, or a JVM that refuses native access
      return new Devices(List.of(), null, "OpenCL cannot be loaded: " + reason(e));
    }
    if (all.isEmpty()) {
      return new Devices(all, null, "no OpenCL device is installed");
    }
    if (wanted == null) {
      return all.stream()
          .filter(device -> device.info().kind() == DeviceInfo.Kind.GPU)
          .findFirst()
          .map(device -> new Devices(all, device, "the first graphics processor"))
          .orElseGet(() ->
              new Devices(all, all.getFirst(), "the first device; none is a graphics processor"));
    }
    return all.stream()
        .filter(device -> text(device.info()).contains(wanted.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(device -> new Devices(all, device, "the first with '" + wanted + "' in its name"))
        .orElseGet(() ->
            new Devices(
                all,
                null,
                "got gatun.opencl.device="
                    + wanted
                    + ", required a part of one of "
                    + all.stream().map(d -> "'" + d.info().name() + "'").toList()));
  }

  /// One line: JOCL puts stack traces into its messages.
  private static String reason(Throwable e) {
    String text = e.toString();
    if (text.contains("Illegal native access")) {
      return "this JVM refuses native access; add --enable-native-access="
          + Jocl.modules()
          + " to the command line";
    }
    return text.contains("Implementation library could not be loaded")
        ? "there is no libOpenCL that works here; it comes with a driver, or with a package of its"
            + " own"
        : text.lines().findFirst().orElse("");
  }

  private static String text(DeviceInfo info) {
    return (info.platform() + " " + info.name()).toLowerCase(Locale.ROOT);
  }

  /// {@return all devices of all platforms}
  public List<Cl.Device> all() {
    return all;
  }

  /// {@return the one that sessions use, or null}
  public Cl.@Nullable Device chosen() {
    return chosen;
  }

  /// {@return why this one was chosen, or why none}
  public String reason() {
    return reason;
  }
}
