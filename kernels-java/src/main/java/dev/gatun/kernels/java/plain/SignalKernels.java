package dev.gatun.kernels.java.plain;

import dev.gatun.op.Signal;

/// Kernels of the [Signal] operators.
@SuppressWarnings("DoNotCallSuggester")
final class SignalKernels {
  private SignalKernels() {}

  static PlainKernel plan(Signature s, Signal op) {
    throw new IllegalStateException(op.title() + " has no kernel for " + s.inType(0));
  }
}
