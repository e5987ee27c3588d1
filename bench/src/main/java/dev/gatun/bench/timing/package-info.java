/// How long things take, so that two of them can be compared: turns and quantiles.
@NullMarked
package dev.gatun.bench.timing;

import org.jspecify.annotations.NullMarked;
