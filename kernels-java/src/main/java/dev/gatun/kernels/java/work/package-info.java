/// Threads: fork and join of short parallel regions.
@NullMarked
package dev.gatun.kernels.java.work;

import org.jspecify.annotations.NullMarked;
