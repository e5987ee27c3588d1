/// What networks are written with: layers that know their shapes, seeded weights, calibration.
@NullMarked
package dev.gatun.conformance.zoo.net;

import org.jspecify.annotations.NullMarked;
