package dev.gatun.conformance.reference;

import dev.gatun.op.Quantization;

/// The [Quantization] operators by their definitions.
@SuppressWarnings("DoNotCallSuggester")
final class QuantizationReference {
  private QuantizationReference() {}

  static void run(Quantization op, Operands o) {
    throw new IllegalStateException(op.title() + " has no reference for " + o.operator());
  }
}
