package dev.gatun.kernels.java.plain;

import dev.gatun.op.Quantization;

/// Kernels of the [Quantization] operators.
@SuppressWarnings("DoNotCallSuggester")
final class QuantizationKernels {
  private QuantizationKernels() {}

  static PlainKernel plan(Signature s, Quantization op) {
    throw new IllegalStateException(op.title() + " has no kernel for " + s.inType(0));
  }
}
