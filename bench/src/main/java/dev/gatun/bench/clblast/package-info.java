/// OpenCL kernels beside CLBlast's.
@NullMarked
package dev.gatun.bench.clblast;

import org.jspecify.annotations.NullMarked;
