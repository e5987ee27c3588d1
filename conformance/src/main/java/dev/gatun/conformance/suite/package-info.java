/// Runs models with recorded inputs and outputs, in the layout of ONNX's backend tests, and keeps
/// the score.
@NullMarked
package dev.gatun.conformance.suite;

import org.jspecify.annotations.NullMarked;
