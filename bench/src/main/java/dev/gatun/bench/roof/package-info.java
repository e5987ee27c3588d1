/// What this machine can do at most, measured: arithmetic in registers, and bytes from each cache.
@NullMarked
package dev.gatun.bench.roof;

import org.jspecify.annotations.NullMarked;
