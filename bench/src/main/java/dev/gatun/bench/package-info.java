/** The workbench: benchmarks, peers side by side, and the command line. */
@NullMarked
package dev.gatun.bench;

import org.jspecify.annotations.NullMarked;
