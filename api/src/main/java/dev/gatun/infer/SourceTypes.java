package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.ShapeOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of operators that make tensors from shapes and numbers.
final class SourceTypes {
  private SourceTypes() {}

  static List<Dim> matrices(List<Dim> x) {
    Dims.requireRankAtLeast(x, 2, "input");
    return x;
  }

  static List<Dim> matrix(List<Dim> x) {
    Dims.requireRank(x, 2, "input");
    return x;
  }

  static List<Dim> shapeOf(ShapeOf op, List<Dim> x) {
    return Dims.of(shapePart(op, x).size());
  }

  /// The extents that a ShapeOf gives.
  static List<Dim> shapePart(ShapeOf op, List<Dim> x) {
    int start = clamped(op.start(), x.size());
    int end = op.end() == null ? x.size() : clamped(op.end(), x.size());
    return x.subList(start, Math.max(start, end));
  }

  private static int clamped(int axis, int rank) {
    return Math.clamp(axis < 0 ? (long) axis + rank : axis, 0, rank);
  }

  static @Nullable TensorType range(Operands in) {
    in.requireSameDType(0, 3);
    TensorType start = in.type(0);
    if (start == null) {
      return null;
    }
    Long count = rangeCount(in);
    return new TensorType(start.dtype(), count == null ? Dims.unknown(1) : Dims.of(count));
  }

  /// ⌈(limit − start) / delta⌉, at least 0; null where an operand is not known.
  static @Nullable Long rangeCount(Operands in) {
    double[] bounds = new double[3];
    for (int i = 0; i < 3; i++) {
      Tensor operand = in.constant(i);
      if (operand == null) {
        return null;
      }
      if (operand.shape().size() != 1) {
        throw new InvalidInputException(
            "got operands of shape " + operand.shape() + ", required scalars");
      }
      bounds[i] = operand.getDouble(0);
      if (Double.isNaN(bounds[i])) {
        throw new InvalidInputException("got NaN in input " + i + ", required a number");
      }
    }
    if (bounds[2] == 0) {
      throw new InvalidInputException("got a delta of 0, required another number");
    }
    return (long) Math.max(0, Math.ceil((bounds[1] - bounds[0]) / bounds[2]));
  }

  static TensorType constantOfShape(ConstantOfShape op, Operands in) {
    if (op.dims() != null) {
      ExtentTypes.requireNotNegative(op.dims(), "extents");
      return new TensorType(op.value().dtype(), Dims.of(op.dims().toArray()));
    }
    Contents wanted = in.contents(0);
    return new TensorType(op.value().dtype(), wanted == null ? null : wanted.dims());
  }
}
