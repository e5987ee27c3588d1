/// Networks that say what a picture shows.
@NullMarked
package dev.gatun.conformance.zoo.classification;

import org.jspecify.annotations.NullMarked;
