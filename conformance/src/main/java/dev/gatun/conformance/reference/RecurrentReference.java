package dev.gatun.conformance.reference;

import dev.gatun.op.Recurrent;

/// The [Recurrent] operators by their definitions.
@SuppressWarnings("DoNotCallSuggester")
final class RecurrentReference {
  private RecurrentReference() {}

  static void run(Recurrent op, Operands o) {
    throw new IllegalStateException(op.title() + " has no reference for " + o.operator());
  }
}
