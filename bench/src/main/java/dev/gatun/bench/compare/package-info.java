/// `gatun compare`: Gatun and others on whole networks, in one run.
@NullMarked
package dev.gatun.bench.compare;

import org.jspecify.annotations.NullMarked;
