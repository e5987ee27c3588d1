package dev.gatun.kernels.opencl;

import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.cl.Range;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// OpenCL that computes nothing, counts what is open, and fails in one call.
public final class FakeCl implements Cl {
  private static final int OUT_OF_RESOURCES = -5;

  private final long largest;
  private int calls;
  private int failing;
  private int open;

  /// Bytes of each buffer that was allocated as a whole, the largest of them.
  long largestAllocated;

  private int loaded;
  private boolean refusesBinaries;

  /// @param largest bytes of the largest allocation
  public FakeCl(long largest) {
    this.largest = largest;
  }

  /// Counts calls from here, and lets one fail.
  ///
  /// @param call 1 for the next one, 0 for none
  public void failIn(int call) {
    calls = 0;
    failing = call;
  }

  /// {@return how many programs came from binaries}
  public int loaded() {
    return loaded;
  }

  /// Lets no program be made of a binary.
  public void refuseBinaries() {
    refusesBinaries = true;
  }

  /// Calls since the last [#failIn].
  int calls() {
    return calls;
  }

  /// Objects that nobody closed yet.
  int open() {
    return open;
  }

  private void call(String name) {
    if (++calls == failing) {
      throw new ClException(name, OUT_OF_RESOURCES, "CL_OUT_OF_RESOURCES", "");
    }
  }

  @Override
  public List<Device> devices() {
    call("clGetDeviceIDs");
    return List.of(new FakeDevice());
  }

  private final class FakeDevice implements Device {
    @Override
    public DeviceInfo info() {
      return new DeviceInfo(
          "Fake", "Fake device", "1", "1", DeviceInfo.Kind.CPU, 2, 8, largest, largest, 0, 64, 128);
    }

    @Override
    public Context open() {
      return new FakeContext();
    }
  }

  private class Counted implements Resource {
    private boolean closed;

    Counted(String name) {
      call(name);
      open++;
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed twice");
      }
      closed = true;
      open--;
    }
  }

  private final class FakeContext extends Counted implements Context {
    FakeContext() {
      super("clCreateContext");
    }

    @Override
    public Queue queue() {
      return new FakeQueue();
    }

    @Override
    public Memory allocate(long bytes) {
      if (bytes > largest) {
        throw new ClException("clCreateBuffer", -61, "CL_INVALID_BUFFER_SIZE", "");
      }
      largestAllocated = Math.max(largestAllocated, bytes);
      return new FakeMemory("clCreateBuffer", bytes);
    }

    @Override
    public Program build(String source, String options) {
      return new FakeProgram("clBuildProgram");
    }

    @Override
    public Program load(byte[] binary, String options) {
      if (refusesBinaries) {
        throw new ClException("clCreateProgramWithBinary", -42, "CL_INVALID_BINARY", "");
      }
      loaded++;
      return new FakeProgram("clCreateProgramWithBinary");
    }

    @Override
    public HostMemory host(MemorySegment memory) {
      return memory::byteSize;
    }
  }

  private final class FakeMemory extends Counted implements Memory {
    private final long bytes;

    FakeMemory(String name, long bytes) {
      super(name);
      this.bytes = bytes;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public Memory part(long offset, long size) {
      if (offset < 0 || offset + size > bytes) {
        throw new ClException("clCreateSubBuffer", -30, "CL_INVALID_VALUE", "");
      }
      return new FakeMemory("clCreateSubBuffer", size);
    }
  }

  private final class FakeProgram extends Counted implements Program {
    FakeProgram(String name) {
      super(name);
    }

    @Override
    public Kernel kernel(String name) {
      return new FakeKernel();
    }

    @Override
    public byte[] binary() {
      call("clGetProgramInfo");
      return new byte[] {1, 2, 3};
    }
  }

  private final class FakeKernel extends Counted implements Kernel {
    FakeKernel() {
      super("clCreateKernel");
    }

    @Override
    public void set(int index, Memory memory) {
      call("clSetKernelArg");
    }

    @Override
    public void set(int index, int[] values) {
      call("clSetKernelArg");
    }
  }

  private final class FakeQueue extends Counted implements Queue {
    FakeQueue() {
      super("clCreateCommandQueue");
    }

    @Override
    public void write(HostMemory source, Memory target) {
      call("clEnqueueWriteBuffer");
    }

    @Override
    public void read(Memory source, HostMemory target) {
      call("clEnqueueReadBuffer");
    }

    @Override
    public void run(Kernel kernel, Range range) {
      call("clEnqueueNDRangeKernel");
    }

    @Override
    public void finish() {
      call("clFinish");
    }
  }
}
