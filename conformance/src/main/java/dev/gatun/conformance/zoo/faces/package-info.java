/// Networks that know faces and find points on them.
@NullMarked
package dev.gatun.conformance.zoo.faces;

import org.jspecify.annotations.NullMarked;
