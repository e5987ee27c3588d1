package dev.gatun.kernels.java.plain;

import dev.gatun.op.Sampling;

/// Kernels of the [Sampling] operators.
@SuppressWarnings("DoNotCallSuggester")
final class SamplingKernels {
  private SamplingKernels() {}

  static PlainKernel plan(Signature s, Sampling op) {
    throw new IllegalStateException(op.title() + " has no kernel for " + s.inType(0));
  }
}
