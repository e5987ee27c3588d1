/// Kernels over contiguous runs of floats: activations, elementwise, reductions; vector and scalar
/// twins.
@NullMarked
package dev.gatun.kernels.java.strip;

import org.jspecify.annotations.NullMarked;
