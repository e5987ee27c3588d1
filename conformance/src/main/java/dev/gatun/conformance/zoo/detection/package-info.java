/// Networks that say what is where in a picture.
@NullMarked
package dev.gatun.conformance.zoo.detection;

import org.jspecify.annotations.NullMarked;
