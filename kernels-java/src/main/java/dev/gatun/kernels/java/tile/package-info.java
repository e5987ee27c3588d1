/// Micro-kernels over tap tables: convolution, depthwise and pooling tiles, with a scalar twin of
/// each.
@NullMarked
package dev.gatun.kernels.java.tile;

import org.jspecify.annotations.NullMarked;
