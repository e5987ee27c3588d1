/// Peers in machine code, called through their C interfaces: OpenBLAS, MKL, oneDNN.
@NullMarked
package dev.gatun.bench.peer.nativelib;

import org.jspecify.annotations.NullMarked;
