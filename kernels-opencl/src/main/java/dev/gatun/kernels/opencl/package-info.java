/** The GPU backend: device memory, tuning and kernels written in OpenCL C. */
@NullMarked
package dev.gatun.kernels.opencl;

import org.jspecify.annotations.NullMarked;
