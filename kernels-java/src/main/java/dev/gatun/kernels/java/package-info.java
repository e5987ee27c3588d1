/// The Java backend: its provider and its engine.
@NullMarked
package dev.gatun.kernels.java;

import org.jspecify.annotations.NullMarked;
