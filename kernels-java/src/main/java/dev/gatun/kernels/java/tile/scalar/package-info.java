/// The scalar twin of every tile: plain Java, the same bits.
@NullMarked
package dev.gatun.kernels.java.tile.scalar;

import org.jspecify.annotations.NullMarked;
