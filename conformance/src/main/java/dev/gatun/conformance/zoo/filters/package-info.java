/// Filters that nobody trains, as convolutions.
@NullMarked
package dev.gatun.conformance.zoo.filters;

import org.jspecify.annotations.NullMarked;
