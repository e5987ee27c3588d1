/// Networks that say what each pixel belongs to.
@NullMarked
package dev.gatun.conformance.zoo.segmentation;

import org.jspecify.annotations.NullMarked;
