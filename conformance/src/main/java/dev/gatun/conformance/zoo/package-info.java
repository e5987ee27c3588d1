/// The networks of a course on convolutional networks, each written down as a definition that can
/// be read, and as an ONNX file on demand.
@NullMarked
package dev.gatun.conformance.zoo;

import org.jspecify.annotations.NullMarked;
