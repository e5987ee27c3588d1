package dev.gatun.conformance.reference;

import dev.gatun.op.Signal;

/// The [Signal] operators by their definitions.
@SuppressWarnings("DoNotCallSuggester")
final class SignalReference {
  private SignalReference() {}

  static void run(Signal op, Operands o) {
    throw new IllegalStateException(op.title() + " has no reference for " + o.operator());
  }
}
