/// Hostile input: models that are damaged on purpose, by hand and at random, and what may come of
/// them: a result, or one typed and worded exception, within bounds on memory and time.
@NullMarked
package dev.gatun.conformance.hostile;

import org.jspecify.annotations.NullMarked;
