package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import dev.gatun.op.NonMaxSuppression;
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
      case NonMaxSuppression _, NonZero _ -> op;
    };
  }

  /// The types of a selection's outputs; the extent that only the data tell is unknown, all others
  /// are known where the inputs' extents are.
  static List<@Nullable TensorType> types(Selection op, Operands in) {
    return switch (op) {
      case NonMaxSuppression _ -> {
        mostBoxes(in);
        yield rows(Dim.UNKNOWN);
      }
      case NonZero _ -> nonZero(in, Dim.UNKNOWN);
    };
  }

  /// The types of [dev.gatun.op.Bounded]'s outputs.
  static List<@Nullable TensorType> bounds(Selection op, Operands in) {
    List<@Nullable TensorType> types =
        new ArrayList<>(
            switch (op) {
              case NonMaxSuppression _ -> rows(mostBoxes(in));
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

  private static List<@Nullable TensorType> rows(Dim count) {
    return List.of(new TensorType(DType.INT64, List.of(count, Dim.of(3))));
  }

  /// The most boxes that suppression can pick; checks its inputs.
  private static Dim mostBoxes(Operands in) {
    for (int i : new int[] {0, 1, 3, 4}) {
      requireFloat32(in, i);
    }
    List<Dim> boxes = in.dims(0);
    List<Dim> scores = in.dims(1);
    if (boxes != null) {
      Dims.requireRank(boxes, 3, "boxes");
      Dims.require(boxes.get(2), 4, "numbers per box");
    }
    if (scores != null) {
      Dims.requireRank(scores, 3, "scores");
    }
    if (boxes == null || scores == null) {
      return Dim.UNKNOWN;
    }
    Dim batches = Dims.unify(scores.get(0), boxes.get(0), "batches of scores");
    Dim perClass = mostPerClass(in, Dims.unify(scores.get(2), boxes.get(1), "scores per class"));
    return Dims.product(List.of(batches, scores.get(1), perClass));
  }

  private static Dim mostPerClass(Operands in, Dim boxes) {
    if (!in.has(2)) {
      return Dim.of(0);
    }
    Ints most = in.ints(2);
    if (most == null) {
      return boxes;
    }
    if (most.size() > 1) {
      throw new InvalidInputException(
          "got " + most.size() + " limits of boxes per class, required 1");
    }
    long limit = most.isEmpty() ? 0 : Math.max(0, most.get(0));
    return boxes instanceof Dim.Known known ? Dim.of(Math.min(known.value(), limit)) : boxes;
  }

  private static void requireFloat32(Operands in, int i) {
    TensorType type = in.type(i);
    if (type != null && type.dtype() != DType.FLOAT32) {
      throw new InvalidInputException(
          "got input " + i + " of " + type.dtype() + ", required FLOAT32");
    }
  }
}
