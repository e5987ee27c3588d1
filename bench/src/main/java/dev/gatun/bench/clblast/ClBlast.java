package dev.gatun.bench.clblast;

import static org.jocl.CL.CL_CONTEXT_PLATFORM;
import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_DEVICE_TYPE_GPU;
import static org.jocl.CL.CL_MEM_COPY_HOST_PTR;
import static org.jocl.CL.CL_MEM_READ_ONLY;
import static org.jocl.CL.CL_MEM_READ_WRITE;

import dev.gatun.BackendException;
import dev.gatun.Tensor;
import dev.gatun.op.Conv;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.blast.CLBlast;
import org.jocl.blast.CLBlastKernelMode;
import org.jocl.blast.CLBlastLayout;
import org.jocl.blast.CLBlastTranspose;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_event;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;

/// A task on CLBlast (C. Nugteren, *CLBlast: A Tuned OpenCL BLAS Library*, 2018): SGEMM, or its
/// convolution, which is an implicit matrix product.
final class ClBlast implements AutoCloseable {
  private final Task task;
  private final cl_context context;
  private final cl_command_queue queue;
  private final List<cl_mem> memory = new ArrayList<>();
  private final cl_mem x;
  private final cl_mem w;
  private final cl_mem y;

  /// The first GPU, or the first device, as the backend takes it.
  ClBlast(Task task) {
    this.task = task;
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
    x = upload(task.x());
    w = upload(task.w());
    y = CL.clCreateBuffer(context, CL_MEM_READ_WRITE, Float.BYTES * task.y().size(), null, null);
    memory.add(y);
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

  private cl_mem upload(Tensor tensor) {
    float[] values = tensor.toFloats();
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

  /// Runs once.
  ///
  /// @return milliseconds
  double run() {
    long before = System.nanoTime();
    cl_event done = new cl_event();
    if (task.op() instanceof Conv) {
      convolve(done);
    } else {
      multiply(done);
    }
    check("clFinish", CL.clFinish(queue));
    CL.clReleaseEvent(done);
    return (System.nanoTime() - before) / 1e6;
  }

  private void multiply(cl_event done) {
    int m = task.y().intDim(0);
    int n = task.y().intDim(1);
    int k = task.x().shape().intDim(1);
    int no = CLBlastTranspose.CLBlastTransposeNo;
    check(
        "CLBlastSgemm",
        CLBlast.CLBlastSgemm(
            CLBlastLayout.CLBlastLayoutRowMajor,
            no,
            no,
            m,
            n,
            k,
            1,
            x,
            0,
            k,
            w,
            0,
            n,
            0,
            y,
            0,
            n,
            queue,
            done));
  }

  private void convolve(cl_event done) {
    int channels = task.x().shape().intDim(1);
    int h = task.y().intDim(2);
    int wide = task.y().intDim(3);
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
            task.y().intDim(1),
            1,
            x,
            0,
            w,
            0,
            y,
            0,
            queue,
            done));
  }

  float[] result() {
    float[] values = new float[Math.toIntExact(task.y().size())];
    check(
        "clEnqueueReadBuffer",
        CL.clEnqueueReadBuffer(
            queue,
            y,
            true,
            0,
            (long) Sizeof.cl_float * values.length,
            Pointer.to(values),
            0,
            null,
            null));
    return values;
  }

  @Override
  public void close() {
    memory.forEach(CL::clReleaseMemObject);
    CL.clReleaseCommandQueue(queue);
    CL.clReleaseContext(context);
  }
}
