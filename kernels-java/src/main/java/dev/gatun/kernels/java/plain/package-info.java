/// Operators on plain row-major tensors: data movement, integer and mixed-type elementwise,
/// reductions.
@NullMarked
package dev.gatun.kernels.java.plain;

import org.jspecify.annotations.NullMarked;
