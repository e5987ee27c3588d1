package dev.gatun.kernels.opencl;

import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.BinaryOperator;

/// This machine's device, with a compiler that understands some programs wrongly.
///
/// @param device the right one
/// @param edit what becomes of a source with its options; may throw what a compiler does
public record RiggedDevice(Cl.Device device, BinaryOperator<String> edit) implements Cl.Device {
  /// {@return this machine's device, rigged}
  ///
  /// @param edit what becomes of a source with its options
  public static RiggedDevice of(BinaryOperator<String> edit) {
    return new RiggedDevice(Objects.requireNonNull(Devices.get().chosen()), edit);
  }

  @Override
  public DeviceInfo info() {
    return device.info();
  }

  @Override
  public Cl.Context open() {
    return new RiggedContext(device.open());
  }

  private final class RiggedContext implements Cl.Context {
    private final Cl.Context context;

    RiggedContext(Cl.Context context) {
      this.context = context;
    }

    @Override
    public Cl.Queue queue() {
      return context.queue();
    }

    @Override
    public Cl.Memory allocate(long bytes) {
      return context.allocate(bytes);
    }

    @Override
    public Cl.Program build(String source, String options) {
      return context.build(edit.apply(source, options), options);
    }

    @Override
    public Cl.Program load(byte[] binary, String options) {
      throw new UnsupportedOperationException("programs come from their sources");
    }

    @Override
    public Cl.HostMemory host(MemorySegment memory) {
      return context.host(memory);
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
