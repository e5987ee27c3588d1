package dev.gatun.kernels.opencl.cl;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// What of OpenCL 1.2 this backend calls. All calls that fail throw [ClException].
///
/// A context has one device. Queues are in order. Kernels keep their arguments and belong to one
/// thread at a time; everything else may be used by all.
public interface Cl {
  /// All devices of all platforms.
  ///
  /// @return devices, platform by platform; empty where there is none
  List<Device> devices();

  /// What a device holds for us.
  interface Resource extends AutoCloseable {
    /// Gives it back. Never fails: a device that is lost has nothing left to give back.
    @Override
    void close();
  }

  /// A device that can be opened.
  interface Device {
    /// {@return what it says of itself}
    DeviceInfo info();

    /// Makes a context of this device alone.
    ///
    /// @return the context, which the caller closes
    Context open();
  }

  /// A context with its device.
  interface Context extends Resource {
    /// {@return a new in-order queue}
    Queue queue();

    /// Device memory, not initialised.
    ///
    /// @param bytes its size, ≥ 1
    /// @return the memory
    Memory allocate(long bytes);

    /// Compiles a program.
    ///
    /// @param source OpenCL C 1.2
    /// @param options of the compiler
    /// @return the program
    Program build(String source, String options);

    /// Makes a program of what [Program#binary] gave.
    ///
    /// @param binary the bytes
    /// @param options as it was built with
    /// @return the program
    Program load(byte[] binary, String options);

    /// Prepares the host's memory for transfers.
    ///
    /// @param memory less than 2 GiB, elements of an array that may be written to, or native memory
    ///   that stays alive while it is used
    /// @return the same memory as transfers want it
    HostMemory host(MemorySegment memory);
  }

  /// Memory of the host that transfers read and write.
  interface HostMemory {
    /// {@return its bytes}
    long bytes();
  }

  /// Device memory, or a part of such.
  interface Memory extends Resource {
    /// {@return its size in bytes}
    long bytes();

    /// A view of a part. The whole must not be closed before it.
    ///
    /// @param offset bytes, a multiple of [DeviceInfo#alignment]
    /// @param bytes its size
    /// @return the part
    Memory part(long offset, long bytes);
  }

  /// A compiled program.
  interface Program extends Resource {
    /// A kernel with arguments of its own.
    ///
    /// @param name of a `__kernel` function
    /// @return the kernel
    Kernel kernel(String name);

    /// {@return what [Context#load] takes}
    byte[] binary();
  }

  /// A kernel and its arguments.
  interface Kernel extends Resource {
    /// @param index of the argument
    /// @param memory what a `__global` pointer points to
    void set(int index, Memory memory);

    /// @param index of the argument
    /// @param values an `int`, or a struct of `int` and `float` members
    void set(int index, int[] values);
  }

  /// A queue: what is enqueued runs in order. Closing it waits for that.
  interface Queue extends Resource {
    /// Copies to the device; the source may be overwritten afterwards.
    ///
    /// @param source as many bytes as the target has
    /// @param target device memory
    void write(HostMemory source, Memory target);

    /// Waits for everything enqueued so far and copies to the host.
    ///
    /// @param source device memory
    /// @param target as many bytes as the source has
    void read(Memory source, HostMemory target);

    /// Enqueues a kernel.
    ///
    /// @param kernel with all arguments set
    /// @param range its work items
    void run(Kernel kernel, Range range);

    /// Waits for everything enqueued so far.
    void finish();
  }
}
