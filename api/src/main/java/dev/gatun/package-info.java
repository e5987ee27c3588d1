/// The public face of Gatun: load a `Model`, compile it into a `Session`, run [dev.gatun.Tensor]s.
@NullMarked
package dev.gatun;

import org.jspecify.annotations.NullMarked;
