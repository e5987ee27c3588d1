/// The one place that decides the vector width.
@NullMarked
package dev.gatun.kernels.java.width;

import org.jspecify.annotations.NullMarked;
