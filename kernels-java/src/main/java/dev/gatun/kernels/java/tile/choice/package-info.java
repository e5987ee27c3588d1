/// Chooses between the vector tiles and their scalar twin, and gets them compiled.
@NullMarked
package dev.gatun.kernels.java.tile.choice;

import org.jspecify.annotations.NullMarked;
