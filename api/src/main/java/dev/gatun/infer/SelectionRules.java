package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Compress;
import dev.gatun.op.Ints;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import dev.gatun.op.Op;
import dev.gatun.op.Selection;
import dev.gatun.op.Unique;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Selection] operators.
final class SelectionRules {
  private SelectionRules() {}

  /// The operator with all components filled in that are known.
  static Op bind(Selection op, Operands in) {
    List<Dim> x = in.dims(0);
    return switch (op) {
      case Compress c -> x == null ? c : new Compress(Dims.axis(c.axis(), x.size()));
      case NonMaxSuppression _, NonZero _ -> op;
      case Unique u -> x == null ? u : new Unique(Dims.axis(u.axis(), x.size()), u.sorted());
    };
  }

  /// The types of a selection's outputs; the extent that only the data tell is unknown, all others
  /// are known where the inputs' extents are.
  static List<@Nullable TensorType> types(Selection op, Operands in) {
    return switch (op) {
      case Compress c -> {
        mostMarked(c, in);
        yield sliced(c.axis(), in, Dim.UNKNOWN);
      }
      case NonMaxSuppression _ -> {
        mostBoxes(in);
        yield rows(Dim.UNKNOWN);
      }
      case NonZero _ -> nonZero(in, Dim.UNKNOWN);
      case Unique u -> unique(u, in, Dim.UNKNOWN).subList(0, in.node().outputs().size());
    };
  }

  /// The types of [dev.gatun.op.Bounded]'s outputs.
  static List<@Nullable TensorType> bounds(Selection op, Operands in) {
    List<@Nullable TensorType> types =
        new ArrayList<>(
            switch (op) {
              case Compress c -> sliced(c.axis(), in, mostMarked(c, in));
              case NonMaxSuppression _ -> rows(mostBoxes(in));
              case NonZero _ -> nonZero(in, elements(in));
              case Unique u ->
                  unique(u, in, extent(in, u.axis()))
                      .subList(0, in.node().outputs().size() - 1); // the count is the last
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

  private static Dim extent(Operands in, int axis) {
    List<Dim> x = in.dims(0);
    return x == null ? Dim.UNKNOWN : x.get(Dims.axis(axis, x.size()));
  }

  /// Input 0's type with another extent along an axis.
  private static List<@Nullable TensorType> sliced(int axis, Operands in, Dim count) {
    return Collections.singletonList(
        in.likeFirst(x -> {
          List<Dim> out = new ArrayList<>(x);
          out.set(Dims.axis(axis, x.size()), count);
          return out;
        }));
  }

  /// The most slices that a condition can keep; checks it.
  private static Dim mostMarked(Compress op, Operands in) {
    in.requireBool(1);
    Dim extent = extent(in, op.axis());
    List<Dim> condition = in.dims(1);
    if (condition == null) {
      return extent;
    }
    Dims.requireRank(condition, 1, "condition");
    return extent instanceof Dim.Known most && condition.get(0) instanceof Dim.Known marks
        ? Dim.of(Math.min(most.value(), marks.value()))
        : extent;
  }

  private static List<@Nullable TensorType> unique(Unique op, Operands in, Dim count) {
    List<@Nullable TensorType> types = new ArrayList<>(sliced(op.axis(), in, count));
    types.add(new TensorType(DType.INT64, List.of(count)));
    types.add(new TensorType(DType.INT64, List.of(extent(in, op.axis()))));
    types.add(new TensorType(DType.INT64, List.of(count)));
    return types;
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
