/// An opened device: its context, programs and weights.
@NullMarked
package dev.gatun.kernels.opencl.device;

import org.jspecify.annotations.NullMarked;
