/// What a backend implements: [dev.gatun.spi.Backend] opens an [dev.gatun.spi.Engine], which
/// compiles whole graphs.
@NullMarked
package dev.gatun.spi;

import org.jspecify.annotations.NullMarked;
