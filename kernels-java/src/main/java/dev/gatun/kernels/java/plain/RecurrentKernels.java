package dev.gatun.kernels.java.plain;

import dev.gatun.op.Recurrent;

/// Kernels of the [Recurrent] operators.
@SuppressWarnings("DoNotCallSuggester")
final class RecurrentKernels {
  private RecurrentKernels() {}

  static PlainKernel plan(Signature s, Recurrent op) {
    throw new IllegalStateException(op.title() + " has no kernel for " + s.inType(0));
  }
}
