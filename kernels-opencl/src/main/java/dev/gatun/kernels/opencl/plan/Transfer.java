package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.cl.Cl;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Device memory and the host's memory that it is copied from or to. One thread uses it at a time.
///
/// Elements of an array are copied once. Who owns other memory may free it at any time, which an
/// access of ours would notice and a driver's would not: it is copied through memory that the run
/// owns.
final class Transfer {
  /// Below, a second copy costs less than waiting twice.
  private static final long LEAST_DIRECT = 256 << 10;

  /// Native memory, and the same as transfers want it.
  private record Staging(MemorySegment memory, Cl.HostMemory host) {
    void fill(MemorySegment from) {
      if (!memory.equals(from)) {
        memory.copyFrom(from);
      }
    }

    void empty(MemorySegment to) {
      if (!memory.equals(to)) {
        to.copyFrom(memory);
      }
    }
  }

  private final Cl.Context context;
  private final Cl.Memory device;
  private final Supplier<MemorySegment> between;
  private @Nullable Staging staging;

  private Transfer(Cl.Context context, Cl.Memory device, Supplier<MemorySegment> between) {
    this.context = context;
    this.device = device;
    this.between = between;
  }

  /// From or to the run's own memory.
  ///
  /// @param own native memory that is closed after the last transfer
  static Transfer of(Cl.Context context, Cl.Memory device, MemorySegment own) {
    return new Transfer(context, device, () -> own);
  }

  /// From or to memory of whoever runs the graph.
  ///
  /// @param owner of memory between, taken where it is needed; closed after the last transfer
  static Transfer of(Cl.Context context, Cl.Memory device, Arena owner) {
    return new Transfer(context, device, () -> owner.allocate(device.bytes(), 64));
  }

  /// Copies to the device.
  void write(Cl.Queue queue, MemorySegment from) {
    if (isDirect(from)) {
      queue.finish(); // the array is held still during the copy alone
      queue.write(context.host(from), device);
    } else {
      staging().fill(from);
      queue.write(staging().host, device);
    }
  }

  /// Waits for what is enqueued and copies to the host.
  void read(Cl.Queue queue, MemorySegment to) {
    if (isDirect(to)) {
      queue.finish();
      queue.read(device, context.host(to));
    } else {
      queue.read(device, staging().host);
      staging().empty(to);
    }
  }

  /// Whether it is an array that may be written to.
  private boolean isDirect(MemorySegment host) {
    return host.heapBase().isPresent()
        && host.byteSize() == device.bytes()
        && host.byteSize() >= LEAST_DIRECT;
  }

  private Staging staging() {
    Staging now = staging;
    if (now == null) {
      MemorySegment memory = between.get();
      now = new Staging(memory, context.host(memory));
      staging = now;
    }
    return now;
  }
}
