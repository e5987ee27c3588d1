package dev.gatun.kernels.opencl.device;

import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A device at work: one context, programs built when they are first wanted. It may have several
/// owners; the last one to close it frees it.
public final class OpenDevice implements AutoCloseable {
  private final DeviceInfo info;
  private final Shaping shaping;
  private final Cl.Context context;
  private final ProgramCache cache;
  private final Map<Variant, Cl.Program> programs = new HashMap<>();
  private int owners = 1;

  /// A program with what the compiler is told.
  private record Variant(Source source, String options) {}

  /// Opens a device.
  ///
  /// @param device which
  /// @param cache of its programs
  public OpenDevice(Cl.Device device, ProgramCache cache) {
    this(device, Shaping.of(device.info()), cache);
  }

  /// Opens a device.
  ///
  /// @param device which
  /// @param shaping what its programs look like
  /// @param cache of its programs
  public OpenDevice(Cl.Device device, Shaping shaping, ProgramCache cache) {
    this.cache = cache;
    this.info = device.info();
    this.shaping = shaping;
    context = device.open();
  }

  /// Adds an owner.
  ///
  /// @return false if the last one has closed it
  public boolean retain() {
    synchronized (programs) {
      if (owners == 0) {
        return false;
      }
      owners++;
      return true;
    }
  }

  /// {@return what the device says of itself}
  public DeviceInfo info() {
    return info;
  }

  /// {@return the register tiles of its programs}
  public Shaping shaping() {
    return shaping;
  }

  /// {@return its context}
  public Cl.Context context() {
    return context;
  }

  /// A kernel with arguments of its own.
  ///
  /// @param source the program
  /// @param tile of a program that has tiles, or null
  /// @param name the kernel's
  /// @return the kernel, which the caller closes
  public Cl.Kernel kernel(Source source, @Nullable Tile tile, String name) {
    String options = shaping.options() + (tile == null ? "" : tile.options());
    synchronized (programs) {
      return programs
          .computeIfAbsent(
              new Variant(source, options),
              v -> cache.program(context, info, v.source.text(), v.options))
          .kernel(name);
    }
  }

  @Override
  public void close() {
    synchronized (programs) {
      owners--;
      if (owners > 0) {
        return;
      }
      programs.values().forEach(Cl.Program::close);
      programs.clear();
    }
    context.close();
  }
}
