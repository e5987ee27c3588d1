package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.NonZero;
import dev.gatun.op.Op;
import dev.gatun.op.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Selection] operators.
final class SelectionRules {
  private SelectionRules() {}

  /// The operator with all components filled in that are known.
  static Op bind(Selection op, Operands in) {
    return switch (op) {
      case NonZero _ -> op;
    };
  }

  /// The types of a selection's outputs; the extent that only the data tell is unknown, all others
  /// are known where the inputs' extents are.
  static List<@Nullable TensorType> types(Selection op, Operands in) {
    return switch (op) {
      case NonZero _ -> nonZero(in, Dim.UNKNOWN);
    };
  }

  /// The types of [dev.gatun.op.Bounded]'s outputs.
  static List<@Nullable TensorType> bounds(Selection op, Operands in) {
    List<@Nullable TensorType> types =
        new ArrayList<>(
            switch (op) {
              case NonZero _ -> nonZero(in, elements(in));
            });
    types.add(new TensorType(DType.INT64, List.of()));
    return types;
  }

  private static Dim elements(Operands in) {
    List<Dim> x = in.dims(0);
    return x == null ? Dim.UNKNOWN : Dims.product(x);
  }

  private static List<@Nullable TensorType> nonZero(Operands in, Dim count) {
    List<Dim> x = in.dims(0);
    Dim rank = x == null ? Dim.UNKNOWN : Dim.of(Math.max(1, x.size()));
    return List.of(new TensorType(DType.INT64, List.of(rank, count)));
  }
}
