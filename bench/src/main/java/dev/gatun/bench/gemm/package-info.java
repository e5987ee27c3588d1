/// `gatun gemm`: matrix products beside OpenBLAS and MKL.
@NullMarked
package dev.gatun.bench.gemm;

import org.jspecify.annotations.NullMarked;
