/// Where a model's time goes, step by step, against what the machine can do.
@NullMarked
package dev.gatun.bench.profile;

import org.jspecify.annotations.NullMarked;
