package dev.gatun.kernels.opencl;

import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.cl.Range;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// OpenCL whose parts of memory are allocated one by one: who leaves a part does not find another
/// one's bytes there.
///
/// @param actual does the work
/// @param edit what becomes of each program's source
/// @param launched is told the name of each kernel that is enqueued
record IsolatedCl(Cl actual, UnaryOperator<String> edit, Consumer<String> launched) implements Cl {
  @Override
  public List<Device> devices() {
    return actual.devices().stream().map(device -> (Device) new Simulated(device)).toList();
  }

  private final class Simulated implements Device {
    private final Device device;

    Simulated(Device device) {
      this.device = device;
    }

    @Override
    public DeviceInfo info() {
      return device.info();
    }

    @Override
    public Context open() {
      return new Isolated(device.open());
    }
  }

  private final class Isolated implements Context {
    private final Context context;

    Isolated(Context context) {
      this.context = context;
    }

    @Override
    public Queue queue() {
      return new Told(context.queue());
    }

    @Override
    public Memory allocate(long bytes) {
      return new Apart(context, context.allocate(bytes));
    }

    @Override
    public Program build(String source, String options) {
      return new Named(context.build(edit.apply(source), options), options);
    }

    @Override
    public Program load(byte[] binary, String options) {
      return new Named(context.load(binary, options), options);
    }

    @Override
    public HostMemory host(MemorySegment memory) {
      return context.host(memory);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  private record Apart(Context context, Memory memory) implements Memory {
    @Override
    public long bytes() {
      return memory.bytes();
    }

    @Override
    public Memory part(long offset, long bytes) {
      return new Apart(context, context.allocate(bytes));
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  private record Named(Program program, String options) implements Program {
    @Override
    public Kernel kernel(String name) {
      return new NamedKernel(program.kernel(name), name + " " + options);
    }

    @Override
    public byte[] binary() {
      return program.binary();
    }

    @Override
    public void close() {
      program.close();
    }
  }

  private record NamedKernel(Kernel kernel, String name) implements Kernel {
    @Override
    public void set(int index, Memory memory) {
      kernel.set(index, ((Apart) memory).memory);
    }

    @Override
    public void set(int index, int[] values) {
      kernel.set(index, values);
    }

    @Override
    public void close() {
      kernel.close();
    }
  }

  private final class Told implements Queue {
    private final Queue queue;

    Told(Queue queue) {
      this.queue = queue;
    }

    @Override
    public void write(HostMemory source, Memory target) {
      queue.write(source, ((Apart) target).memory);
    }

    @Override
    public void read(Memory source, HostMemory target) {
      queue.read(((Apart) source).memory, target);
    }

    @Override
    public void run(Kernel kernel, Range range) {
      NamedKernel named = (NamedKernel) kernel;
      launched.accept(named.name);
      queue.run(named.kernel, range);
    }

    @Override
    public void finish() {
      queue.finish();
    }

    @Override
    public void close() {
      queue.close();
    }
  }
}
