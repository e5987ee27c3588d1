/// Whether a device computes right, and which tiles it is fastest with.
@NullMarked
package dev.gatun.kernels.opencl.tune;

import org.jspecify.annotations.NullMarked;
