/// The OpenCL backend: for now its name and an honest answer.
@NullMarked
package dev.gatun.kernels.opencl;

import org.jspecify.annotations.NullMarked;
