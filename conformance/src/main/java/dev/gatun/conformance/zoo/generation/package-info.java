/// Networks that make pictures, of pictures or of numbers.
@NullMarked
package dev.gatun.conformance.zoo.generation;

import org.jspecify.annotations.NullMarked;
