/// Types of values before a run: shape inference, binding of parameters that models pass as inputs,
/// and specialisation of a symbolic graph to concrete inputs.
@NullMarked
package dev.gatun.infer;

import org.jspecify.annotations.NullMarked;
