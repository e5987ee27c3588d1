/** The CPU backend: packing, blocking, threads and kernels written with the Vector API. */
@NullMarked
package dev.gatun.kernels.java;

import org.jspecify.annotations.NullMarked;
