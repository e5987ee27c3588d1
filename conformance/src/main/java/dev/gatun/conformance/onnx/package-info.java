/// Writes ONNX files.
@NullMarked
package dev.gatun.conformance.onnx;

import org.jspecify.annotations.NullMarked;
