/** The command that runs a model: images or tensors in, guesses or summaries out. */
@NullMarked
package dev.gatun.bench.run;

import org.jspecify.annotations.NullMarked;
