package dev.gatun.bench.clblast;

import static org.jocl.CL.CL_CONTEXT_PLATFORM;
import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_DEVICE_TYPE_GPU;
import static org.jocl.CL.CL_MEM_COPY_HOST_PTR;
import static org.jocl.CL.CL_MEM_READ_ONLY;
import static org.jocl.CL.CL_MEM_READ_WRITE;

import dev.gatun.BackendException;
import dev.gatun.op.Conv;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.blast.CLBlast;
import org.jocl.blast.CLBlastKernelMode;
import org.jocl.blast.CLBlastLayout;
import org.jocl.blast.CLBlastTranspose;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;

/// A task on CLBlast (C. Nugteren, *CLBlast: A Tuned OpenCL BLAS Library*, 2018): SGEMM, or its
/// convolution, which is an implicit matrix product.
final class ClBlast implements AutoCloseable {
  private final Task task;
  private final cl_context context;
  private final cl_command_queue queue;
  private final List<cl_mem> memory = new ArrayList<>();
  private final float[] input;
  private final float[] result;
  private final cl_mem x;
  private final cl_mem w;

  /// Results of layers, in turns.
  private final cl_mem[] y = new cl_mem[2];

  private final int layers;

  /// The first GPU, or the first device, as the backend takes it.
  ///
  /// @param task what
  /// @param layers how many
  ClBlast(Task task, int layers) {
    this.task = task;
    this.layers = layers;
    cl_platform_id[] platforms = platforms();
    cl_platform_id platform = platforms[0];
    cl_device_id[] device = new cl_device_id[1];
    boolean graphics = false;
    for (cl_platform_id candidate : platforms) {
      if (!graphics
          && CL.clGetDeviceIDs(candidate, CL_DEVICE_TYPE_GPU, 1, device, null) == CL.CL_SUCCESS) {
        platform = candidate;
        graphics = true;
      }
    }
    if (!graphics) {
      check("clGetDeviceIDs", CL.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 1, device, null));
    }
    cl_context_properties properties = new cl_context_properties();
    properties.addProperty(CL_CONTEXT_PLATFORM, platform);
    context = CL.clCreateContext(properties, 1, device, null, null, null);
    queue = queue(device[0]);
    input = task.x().toFloats();
    result = new float[input.length];
    x = upload(input);
    w = upload(task.w().toFloats());
    long bytes = Float.BYTES * task.x().shape().size();
    for (int i = 0; i < y.length; i++) {
      y[i] = CL.clCreateBuffer(context, CL_MEM_READ_WRITE, bytes, null, null);
      memory.add(y[i]);
    }
  }

  @SuppressWarnings("deprecation") // OpenCL 1.2
  private cl_command_queue queue(cl_device_id device) {
    return CL.clCreateCommandQueue(context, device, 0, null);
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    check("clGetPlatformIDs", CL.clGetPlatformIDs(0, null, count));
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    check("clGetPlatformIDs", CL.clGetPlatformIDs(platforms.length, platforms, null));
    return platforms;
  }

  private cl_mem upload(float[] values) {
    cl_mem copy =
        CL.clCreateBuffer(
            context,
            CL_MEM_READ_ONLY | CL_MEM_COPY_HOST_PTR,
            (long) Float.BYTES * values.length,
            Pointer.to(values),
            null);
    memory.add(copy);
    return copy;
  }

  private static void check(String call, int code) {
    if (code != CL.CL_SUCCESS) {
      throw new BackendException("clblast: " + call + " gave " + code + ", required 0");
    }
  }

  /// Runs once, with the transfers at both ends.
  ///
  /// @return milliseconds
  double run() {
    long before = System.nanoTime();
    long bytes = (long) Float.BYTES * input.length;
    check(
        "clEnqueueWriteBuffer",
        CL.clEnqueueWriteBuffer(queue, x, true, 0, bytes, Pointer.to(input), 0, null, null));
    cl_mem from = x;
    for (int i = 0; i < layers; i++) {
      cl_mem to = y[i % 2];
      if (task.op() instanceof Conv) {
        convolve(from, to);
      } else {
        multiply(from, to);
      }
      from = to;
    }
    check(
        "clEnqueueReadBuffer",
        CL.clEnqueueReadBuffer(queue, from, true, 0, bytes, Pointer.to(result), 0, null, null));
    return (System.nanoTime() - before) / 1e6;
  }

  private void multiply(cl_mem from, cl_mem to) {
    int n = task.x().shape().intDim(0);
    int no = CLBlastTranspose.CLBlastTransposeNo;
    check(
        "CLBlastSgemm",
        CLBlast.CLBlastSgemm(
            CLBlastLayout.CLBlastLayoutRowMajor,
            no,
            no,
            n,
            n,
            n,
            1,
            from,
            0,
            n,
            w,
            0,
            n,
            0,
            to,
            0,
            n,
            queue,
            null));
  }

  private void convolve(cl_mem from, cl_mem to) {
    int channels = task.x().shape().intDim(1);
    int h = task.x().shape().intDim(2);
    int wide = task.x().shape().intDim(3);
    check(
        "CLBlastSconvgemm",
        CLBlast.CLBlastSconvgemm(
            CLBlastKernelMode.CLBlastKernelModeCrossCorrelation,
            channels,
            h,
            wide,
            3,
            3,
            1,
            1,
            1,
            1,
            1,
            1,
            channels,
            1,
            from,
            0,
            w,
            0,
            to,
            0,
            queue,
            null));
  }

  float[] result() {
    return result;
  }

  @Override
  public void close() {
    memory.forEach(CL::clReleaseMemObject);
    CL.clReleaseCommandQueue(queue);
    CL.clReleaseContext(context);
  }
}
