package dev.gatun.infer;

import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Sampling;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Sampling] operators.
final class SamplingRules {
  private SamplingRules() {}

  /// The operator with all components filled in that are known.
  static Op bind(Sampling op, Operands in) {
    return switch (op) {
      case RoiAlign _ -> op;
    };
  }

  /// The places of parameter inputs that are not bound yet.
  static Ints unbound(Sampling op) {
    return switch (op) {
      case RoiAlign _ -> Ints.EMPTY;
    };
  }

  /// The types of all outputs, null where nothing is known.
  static List<@Nullable TensorType> types(Sampling op, Operands in) {
    return Collections.singletonList(
        switch (op) {
          case RoiAlign r -> RegionTypes.align(r, in);
        });
  }
}
