/// Engines side by side: what runs an ONNX file, behind one face, so that all are fed and timed the
/// same way.
@NullMarked
package dev.gatun.bench.peer;

import org.jspecify.annotations.NullMarked;
