/// Kernels under the Java Microbenchmark Harness, with hot and with cold caches.
@NullMarked
package dev.gatun.bench.jmh;

import org.jspecify.annotations.NullMarked;
