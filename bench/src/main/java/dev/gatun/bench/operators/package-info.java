/** The command that shows what a model is made of and what becomes of it. */
@NullMarked
package dev.gatun.bench.operators;

import org.jspecify.annotations.NullMarked;
