/// From a graph to launches on a device: where values live, which kernels serve which nodes, and
/// what the host computes.
@NullMarked
package dev.gatun.kernels.opencl.plan;

import org.jspecify.annotations.NullMarked;
