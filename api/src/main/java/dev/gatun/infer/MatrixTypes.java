package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Broadcast;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Gemm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of matrix products.
final class MatrixTypes {
  private MatrixTypes() {}

  static @Nullable TensorType gemm(Gemm op, Operands in) {
    in.requireSameDType(0, in.count());
    return in.likeFirst(a -> gemm(op, a, in));
  }

  private static List<Dim> gemm(Gemm op, List<Dim> a, Operands in) {
    Dims.requireRank(a, 2, "A");
    Dim m = a.get(op.transA() ? 1 : 0);
    Dim n = Dim.UNKNOWN;
    List<Dim> b = in.dims(1);
    if (b != null) {
      Dims.requireRank(b, 2, "B");
      n = b.get(op.transB() ? 0 : 1);
      Dims.unify(a.get(op.transA() ? 0 : 1), b.get(op.transB() ? 1 : 0), "inner extent of A");
    }
    List<Dim> out = List.of(m, n);
    List<Dim> c = in.dims(2);
    if (c != null) {
      requireBroadcast(c, out, "C");
    }
    return out;
  }

  /// Requires a shape to broadcast to another one without changing it.
  static void requireBroadcast(List<Dim> from, List<Dim> to, String what) {
    List<Dim> common = Broadcast.dims(from, to);
    boolean grows = common.size() > to.size();
    for (int i = 0; i < to.size() && !grows; i++) {
      grows = to.get(i).isKnown() && common.get(i).isKnown() && !common.get(i).equals(to.get(i));
    }
    if (grows) {
      throw new InvalidInputException(
          "got "
              + what
              + " of shape "
              + Dims.text(from)
              + ", required one that broadcasts to "
              + Dims.text(to));
    }
  }

  static @Nullable TensorType determinant(Operands in) {
    in.requireFloat(0);
    return in.likeFirst(x -> {
      Dims.requireRankAtLeast(x, 2, "input");
      Dims.unify(x.get(x.size() - 2), x.getLast(), "rows of a square matrix");
      return x.subList(0, x.size() - 2);
    });
  }

  static @Nullable TensorType matMul(Operands in) {
    in.requireSameDType(0, in.count());
    TensorType a = in.type(0);
    TensorType b = in.type(1);
    TensorType known = a != null ? a : b;
    if (known == null) {
      return null;
    }
    List<Dim> left = in.dims(0);
    List<Dim> right = in.dims(1);
    if (left == null || right == null) {
      return new TensorType(known.dtype(), null);
    }
    List<Dim> out = matMul(left, right);
    List<Dim> bias = in.dims(2);
    if (bias != null) {
      Dims.requireRank(bias, 1, "bias");
      Dims.unify(bias.getFirst(), right.getLast(), "bias length");
    }
    return new TensorType(known.dtype(), out);
  }

  /// NumPy's rules: a vector on the left is a row, on the right a column, and its extra axis is
  /// dropped from the result.
  static List<Dim> matMul(List<Dim> a, List<Dim> b) {
    Dims.requireRankAtLeast(a, 1, "A");
    Dims.requireRankAtLeast(b, 1, "B");
    Dims.unify(a.getLast(), b.get(Math.max(0, b.size() - 2)), "inner extent of A");
    List<Dim> batchA = a.subList(0, Math.max(0, a.size() - 2));
    List<Dim> batchB = b.subList(0, Math.max(0, b.size() - 2));
    List<Dim> out = new ArrayList<>(Broadcast.dims(batchA, batchB));
    if (a.size() > 1) {
      out.add(a.get(a.size() - 2));
    }
    if (b.size() > 1) {
      out.add(b.getLast());
    }
    return out;
  }
}
