/// Behind [dev.gatun.Images]: decoding of image files and resampling. Not exported.
@NullMarked
package dev.gatun.image;

import org.jspecify.annotations.NullMarked;
