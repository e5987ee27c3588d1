/// Networks on one axis or three: sound, volumes and films.
@NullMarked
package dev.gatun.conformance.zoo.signals;

import org.jspecify.annotations.NullMarked;
