package dev.gatun.kernels.opencl.cl;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_buffer_region;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;

/// OpenCL through JOCL 2.0 (JNI).
///
/// JOCL's switch that makes calls throw is one for the whole JVM; it is left as it is, and both
/// ways of reporting are understood. Its loader unpacks a library under a name that anybody can
/// guess unless `uniqueLibraryNames` is set, another switch for the whole JVM: it is set here where
/// nobody has set it.
public final class Jocl implements Cl {
  private static final String UNIQUE_NAMES = "uniqueLibraryNames";
  private static final int NO_PLATFORM = -1001;

  private Jocl() {}

  /// Loads the native library.
  ///
  /// @return OpenCL
  /// @throws LinkageError if it cannot be loaded, now and for ever
  public static Cl load() {
    if (System.getProperty(UNIQUE_NAMES) == null) {
      System.setProperty(UNIQUE_NAMES, "true");
    }
    CL.setLogLevel(CL.LogLevel.LOG_QUIET);
    return new Jocl();
  }

  /// {@return what a JVM's option for native access calls the modules that need it}
  public static String modules() {
    return Stream.of(CL.class, Jocl.class)
        .map(type -> type.getModule().getName())
        .map(name -> name == null ? "ALL-UNNAMED" : name)
        .distinct()
        .collect(Collectors.joining(","));
  }

  @Override
  public List<Device> devices() {
    return SignalHandlers.keeping(Jocl::found);
  }

  private static List<Device> found() {
    int[] count = new int[1];
    int code = code(() -> CL.clGetPlatformIDs(0, null, count));
    if (code == NO_PLATFORM) {
      return List.of();
    }
    check("clGetPlatformIDs", code);
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    check("clGetPlatformIDs", code(() -> CL.clGetPlatformIDs(platforms.length, platforms, null)));
    List<Device> devices = new ArrayList<>();
    for (cl_platform_id platform : platforms) {
      devices.addAll(devices(platform));
    }
    return devices;
  }

  private static List<Device> devices(cl_platform_id platform) {
    int[] count = new int[1];
    int code = code(() -> CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count));
    if (code == CL.CL_DEVICE_NOT_FOUND) {
      return List.of();
    }
    check("clGetDeviceIDs", code);
    cl_device_id[] ids = new cl_device_id[count[0]];
    check(
        "clGetDeviceIDs",
        code(() -> CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null)));
    List<Device> devices = new ArrayList<>();
    for (cl_device_id id : ids) {
      devices.add(new JoclDevice(platform, id, new Asked(platform, id).info()));
    }
    return devices;
  }

  private static int code(Supplier<Integer> call) {
    try {
      return call.get();
    } catch (org.jocl.CLException e) {
      return e.getStatus();
    }
  }

  /// A call whose failure changes nothing: what a lost device held is gone.
  private static void release(Supplier<Integer> call) {
    int ignored = code(call);
  }

  private static void check(String call, int code) {
    check(call, code, "");
  }

  private static void check(String call, int code, String detail) {
    if (code != CL.CL_SUCCESS) {
      throw new ClException(call, code, CL.stringFor_errorCode(code), detail);
    }
  }

  /// A call that returns an object and puts its code into an array.
  private interface Creation<T> {
    T create(int[] code);
  }

  private static <T> T create(String call, Creation<T> creation) {
    int[] code = new int[1];
    try {
      T made = creation.create(code);
      check(call, code[0]);
      return made;
    } catch (org.jocl.CLException e) {
      check(call, e.getStatus());
      throw e;
    }
  }

  /// A device that is asked what it is.
  private record Asked(cl_platform_id platform, cl_device_id id) {
    DeviceInfo info() {
      long type = number(CL.CL_DEVICE_TYPE);
      return new DeviceInfo(
          platformText(CL.CL_PLATFORM_NAME),
          text(CL.CL_DEVICE_NAME),
          text(CL.CL_DEVICE_VERSION),
          text(CL.CL_DRIVER_VERSION),
          (type & CL.CL_DEVICE_TYPE_CPU) != 0
              ? DeviceInfo.Kind.CPU
              : (type & CL.CL_DEVICE_TYPE_GPU) != 0 ? DeviceInfo.Kind.GPU : DeviceInfo.Kind.OTHER,
          (int) number(CL.CL_DEVICE_MAX_COMPUTE_UNITS),
          (int) Math.max(1, number(CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT)),
          number(CL.CL_DEVICE_GLOBAL_MEM_SIZE),
          number(CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
          number(CL.CL_DEVICE_LOCAL_MEM_SIZE),
          number(CL.CL_DEVICE_MAX_WORK_GROUP_SIZE),
          Math.max(1, number(CL.CL_DEVICE_MEM_BASE_ADDR_ALIGN) / Byte.SIZE));
    }

    private long number(int what) {
      long[] value = new long[1];
      check(
          "clGetDeviceInfo",
          code(() -> CL.clGetDeviceInfo(id, what, Long.BYTES, Pointer.to(value), null)));
      return value[0];
    }

    private String text(int what) {
      long[] size = new long[1];
      check("clGetDeviceInfo", code(() -> CL.clGetDeviceInfo(id, what, 0, null, size)));
      byte[] bytes = new byte[(int) size[0]];
      check(
          "clGetDeviceInfo",
          code(() -> CL.clGetDeviceInfo(id, what, bytes.length, Pointer.to(bytes), null)));
      return string(bytes);
    }

    private String platformText(int what) {
      long[] size = new long[1];
      check("clGetPlatformInfo", code(() -> CL.clGetPlatformInfo(platform, what, 0, null, size)));
      byte[] bytes = new byte[(int) size[0]];
      check(
          "clGetPlatformInfo",
          code(() -> CL.clGetPlatformInfo(platform, what, bytes.length, Pointer.to(bytes), null)));
      return string(bytes);
    }
  }

  private record JoclDevice(cl_platform_id platform, cl_device_id id, DeviceInfo info)
      implements Device {
    @Override
    public Context open() {
      cl_context_properties properties = new cl_context_properties();
      properties.addProperty(CL.CL_CONTEXT_PLATFORM, platform);
      cl_device_id[] ids = {id};
      return new JoclContext(
          create(
              "clCreateContext", code -> CL.clCreateContext(properties, 1, ids, null, null, code)),
          id,
          info().kind() == DeviceInfo.Kind.CPU);
    }
  }

  private static String string(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
  }

  /// @param single whether items that know nothing of each other go one by one: PoCL would group
  ///   them, and then vectorise across items what is vectorised within them
  private record JoclContext(cl_context id, cl_device_id device, boolean single)
      implements Context {
    @Override
    @SuppressWarnings("deprecation") // the call of OpenCL 2.0 that replaced it is not in 1.2
    public Queue queue() {
      return new JoclQueue(
          create("clCreateCommandQueue", code -> CL.clCreateCommandQueue(id, device, 0, code)),
          single);
    }

    @Override
    public Memory allocate(long bytes) {
      return new JoclMemory(
          create(
              "clCreateBuffer",
              code -> CL.clCreateBuffer(id, CL.CL_MEM_READ_WRITE, bytes, null, code)),
          bytes);
    }

    @Override
    public Program build(String source, String options) {
      cl_program program =
          create(
              "clCreateProgramWithSource",
              code -> CL.clCreateProgramWithSource(id, 1, new String[] {source}, null, code));
      return built(program, options);
    }

    @Override
    public Program load(byte[] binary, String options) {
      int[] status = new int[1];
      cl_program program =
          create(
              "clCreateProgramWithBinary",
              code ->
                  CL.clCreateProgramWithBinary(
                      id,
                      1,
                      new cl_device_id[] {device},
                      new long[] {binary.length},
                      new byte[][] {binary},
                      status,
                      code));
      return built(program, options);
    }

    private Program built(cl_program program, String options) {
      cl_device_id[] ids = {device};
      int code =
          SignalHandlers.keeping(
              () -> code(() -> CL.clBuildProgram(program, 1, ids, options, null, null)));
      if (code != CL.CL_SUCCESS) {
        String log = log(program);
        release(() -> CL.clReleaseProgram(program));
        check("clBuildProgram", code, log);
      }
      return new JoclProgram(program);
    }

    private String log(cl_program program) {
      long[] size = new long[1];
      int what = CL.CL_PROGRAM_BUILD_LOG;
      if (code(() -> CL.clGetProgramBuildInfo(program, device, what, 0, null, size)) != 0) {
        return "";
      }
      byte[] bytes = new byte[(int) size[0]];
      Pointer target = Pointer.to(bytes);
      code(() -> CL.clGetProgramBuildInfo(program, device, what, bytes.length, target, null));
      return string(bytes);
    }

    @Override
    public HostMemory host(MemorySegment memory) {
      return new JoclHostMemory(pointer(memory), memory.byteSize());
    }

    private static Pointer pointer(MemorySegment memory) {
      Object array = memory.heapBase().orElse(null);
      Pointer first =
          switch (array) {
            case null -> Pointer.to(memory.asByteBuffer());
            case byte[] elements -> Pointer.to(elements);
            case char[] elements -> Pointer.to(elements);
            case short[] elements -> Pointer.to(elements);
            case int[] elements -> Pointer.to(elements);
            case long[] elements -> Pointer.to(elements);
            case float[] elements -> Pointer.to(elements);
            case double[] elements -> Pointer.to(elements);
            default -> throw new IllegalArgumentException("got memory of " + array.getClass());
          };
      return array == null ? first : first.withByteOffset(memory.address());
    }

    @Override
    public void close() {
      release(() -> CL.clReleaseContext(id));
    }
  }

  private record JoclHostMemory(Pointer pointer, long bytes) implements HostMemory {}

  private record JoclMemory(cl_mem id, long bytes) implements Memory {
    @Override
    public Memory part(long offset, long size) {
      cl_buffer_region region = new cl_buffer_region(offset, size);
      return new JoclMemory(
          create(
              "clCreateSubBuffer",
              code ->
                  CL.clCreateSubBuffer(
                      id, CL.CL_MEM_READ_WRITE, CL.CL_BUFFER_CREATE_TYPE_REGION, region, code)),
          size);
    }

    @Override
    public void close() {
      release(() -> CL.clReleaseMemObject(id));
    }
  }

  private record JoclProgram(cl_program id) implements Program {
    @Override
    public Kernel kernel(String name) {
      return new JoclKernel(create("clCreateKernel", code -> CL.clCreateKernel(id, name, code)));
    }

    @Override
    public byte[] binary() {
      long[] size = new long[1];
      check(
          "clGetProgramInfo",
          code(() ->
              CL.clGetProgramInfo(
                  id, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null)));
      byte[] bytes = new byte[(int) size[0]];
      Pointer pointers = Pointer.to(Pointer.to(bytes));
      check(
          "clGetProgramInfo",
          code(() ->
              CL.clGetProgramInfo(id, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, pointers, null)));
      return bytes;
    }

    @Override
    public void close() {
      release(() -> CL.clReleaseProgram(id));
    }
  }

  private record JoclKernel(cl_kernel id) implements Kernel {
    @Override
    public void set(int index, Memory memory) {
      Pointer pointer = Pointer.to(((JoclMemory) memory).id);
      check("clSetKernelArg", code(() -> CL.clSetKernelArg(id, index, Sizeof.cl_mem, pointer)));
    }

    @Override
    public void set(int index, int[] values) {
      Pointer pointer = Pointer.to(values);
      long bytes = (long) values.length * Integer.BYTES;
      check("clSetKernelArg", code(() -> CL.clSetKernelArg(id, index, bytes, pointer)));
    }

    @Override
    public void close() {
      release(() -> CL.clReleaseKernel(id));
    }
  }

  private record JoclQueue(cl_command_queue id, boolean single) implements Queue {
    @Override
    public void write(HostMemory source, Memory target) {
      JoclHostMemory from = (JoclHostMemory) source;
      cl_mem to = ((JoclMemory) target).id;
      check(
          "clEnqueueWriteBuffer",
          code(() ->
              CL.clEnqueueWriteBuffer(id, to, true, 0, from.bytes, from.pointer, 0, null, null)));
    }

    @Override
    public void read(Memory source, HostMemory target) {
      cl_mem from = ((JoclMemory) source).id;
      JoclHostMemory to = (JoclHostMemory) target;
      check(
          "clEnqueueReadBuffer",
          code(() ->
              CL.clEnqueueReadBuffer(id, from, true, 0, to.bytes, to.pointer, 0, null, null)));
    }

    @Override
    public void run(Kernel kernel, Range range) {
      cl_kernel which = ((JoclKernel) kernel).id;
      int dimensions = range.dimensions();
      long[] local = range.free && !single ? null : range.local;
      check(
          "clEnqueueNDRangeKernel",
          code(() ->
              CL.clEnqueueNDRangeKernel(
                  id, which, dimensions, null, range.global, local, 0, null, null)));
    }

    @Override
    public void finish() {
      check("clFinish", code(() -> CL.clFinish(id)));
    }

    @Override
    public void close() {
      release(() -> CL.clFinish(id));
      release(() -> CL.clReleaseCommandQueue(id));
    }
  }
}
