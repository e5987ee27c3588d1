package dev.gatun.conformance.reference;

import dev.gatun.op.Sampling;

/// The [Sampling] operators by their definitions.
@SuppressWarnings("DoNotCallSuggester")
final class SamplingReference {
  private SamplingReference() {}

  static void run(Sampling op, Operands o) {
    throw new IllegalStateException(op.title() + " has no reference for " + o.operator());
  }
}
