/// The contracts that every backend answers to, with a naive reference to compare with.
@NullMarked
package dev.gatun.conformance;

import org.jspecify.annotations.NullMarked;
