/// Sessions under load: many threads, many sessions, long runs, faults, other ways to start.
@NullMarked
package dev.gatun.kernels.java.load;

import org.jspecify.annotations.NullMarked;
