package dev.gatun.kernels.opencl.device;

import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A device at work: one context, programs built when they are first wanted. It may have several
/// owners; the last one to close it frees it.
public final class OpenDevice implements AutoCloseable {
  private final Shaping shaping;
  private final Held held;

  /// A program with what the compiler is told.
  private record Variant(Source source, String options) {}

  /// What all owners share.
  private static final class Held {
    final DeviceInfo info;
    final ProgramCache cache;
    final Cl.Context context;
    final Map<Variant, Cl.Program> programs = new HashMap<>();
    int owners = 1;

    Held(Cl.Device device, ProgramCache cache) {
      info = device.info();
      this.cache = cache;
      context = device.open();
    }
  }

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
    this(shaping, new Held(device, cache));
  }

  private OpenDevice(Shaping shaping, Held held) {
    this.shaping = shaping;
    this.held = held;
  }

  /// The same device with other tiles, for one more owner.
  ///
  /// @param other what its programs look like
  /// @return which its owner closes
  public OpenDevice with(Shaping other) {
    if (!retain()) {
      throw new IllegalStateException("the device is closed");
    }
    return new OpenDevice(other, held);
  }

  /// Adds an owner.
  ///
  /// @return false if the last one has closed it
  public boolean retain() {
    synchronized (held) {
      if (held.owners == 0) {
        return false;
      }
      held.owners++;
      return true;
    }
  }

  /// {@return what the device says of itself}
  public DeviceInfo info() {
    return held.info;
  }

  /// {@return the register tiles of its programs}
  public Shaping shaping() {
    return shaping;
  }

  /// {@return its context}
  public Cl.Context context() {
    return held.context;
  }

  /// A kernel with arguments of its own.
  ///
  /// @param source the program
  /// @param tile of a program that has tiles, or null
  /// @param name the kernel's
  /// @return the kernel, which the caller closes
  public Cl.Kernel kernel(Source source, @Nullable Tile tile, String name) {
    String options = shaping.options() + (tile == null ? "" : tile.options());
    synchronized (held) {
      return held.programs
          .computeIfAbsent(
              new Variant(source, options),
              v -> held.cache.program(held.context, held.info, v.source.text(), v.options))
          .kernel(name);
    }
  }

  @Override
  public void close() {
    synchronized (held) {
      held.owners--;
      if (held.owners > 0) {
        return;
      }
      held.programs.values().forEach(Cl.Program::close);
      held.programs.clear();
    }
    held.context.close();
  }
}
