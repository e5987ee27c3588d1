package dev.gatun.infer;

import dev.gatun.Shape;
import dev.gatun.op.Binary;
import dev.gatun.op.Ints;
import dev.gatun.op.Reduce;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sums, products and extremes of small tensors, such as the number of elements behind an axis.
final class Reduction {
  private Reduction() {}

  static @Nullable Contents reduce(Reduce op, Operands in, Shape out) {
    Contents x = in.contents(0);
    Binary.Kind kind = combination(op.kind());
    if (x == null || kind == null || op.axes() == null || x.shape().size() == 0) {
      return null;
    }
    @Nullable Item[] sums = new Item[(int) out.size()];
    long[] places = reducedStrides(op, x.shape());
    for (int i = 0; i < x.size(); i++) {
      int place = place(i, x.shape(), places);
      Item before = sums[place];
      sums[place] = before == null ? x.get(i) : ItemMath.binary(kind, x.dtype(), before, x.get(i));
    }
    return new Contents(x.dtype(), out, Arrays.asList(sums));
  }

  private static Binary.@Nullable Kind combination(Reduce.Kind kind) {
    return switch (kind) {
      case SUM -> Binary.Kind.ADD;
      case PROD -> Binary.Kind.MUL;
      case MAX -> Binary.Kind.MAX;
      case MIN -> Binary.Kind.MIN;
      case MEAN, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> null;
    };
  }

  /// Strides of the result along the axes of the operand: 0 along reduced ones.
  private static long[] reducedStrides(Reduce op, Shape x) {
    Ints axes = op.axes();
    long[] strides = new long[x.rank()];
    long stride = 1;
    for (int i = x.rank() - 1; i >= 0; i--) {
      boolean reduced =
          axes != null && (axes.contains(i) || (axes.isEmpty() && !op.noopWithEmptyAxes()));
      strides[i] = reduced ? 0 : stride;
      stride *= reduced ? 1 : x.dim(i);
    }
    return strides;
  }

  private static int place(int index, Shape shape, long[] strides) {
    long place = 0;
    long rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place += rest % shape.dim(axis) * strides[axis];
      rest /= shape.dim(axis);
    }
    return (int) place;
  }
}
