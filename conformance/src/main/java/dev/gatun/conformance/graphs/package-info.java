/// Random networks: a generator, a comparison of engines on what it draws, and a shrinker for what
/// differs.
@NullMarked
package dev.gatun.conformance.graphs;

import org.jspecify.annotations.NullMarked;
