package dev.gatun.infer;

import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Signal] operators.
@SuppressWarnings("DoNotCallSuggester")
final class SignalRules {
  private SignalRules() {}

  /// The operator with all components filled in that are known.
  static Op bind(Signal op, Operands in) {
    throw new IllegalStateException(op.title() + " has no rule for " + in.node().label());
  }

  /// The places of parameter inputs that are not bound yet.
  static Ints unbound(Signal op) {
    throw new IllegalStateException(op.title() + " has no rule");
  }

  /// The types of all outputs, null where nothing is known.
  static List<@Nullable TensorType> types(Signal op, Operands in) {
    throw new IllegalStateException(op.title() + " has no rule for " + in.node().label());
  }
}
