package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Resize;
import java.util.Arrays;

/// Resize by its definition: every result element is a weighted sum over taps around its source
/// coordinate, the weights being products of one weight per axis.
final class Resampling {
  private Resampling() {}

  static void resize(Resize op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    int rank = x.shape().rank();
    Taps[][] taps = new Taps[rank][];
    for (int axis = 0; axis < rank; axis++) {
      taps[axis] = new Taps[y.shape().intDim(axis)];
      for (int i = 0; i < taps[axis].length; i++) {
        taps[axis][i] = ResizeTaps.of(op, axis, x.shape(), y.shape(), i);
      }
    }
    for (long i = 0; i < y.shape().size(); i++) {
      long[] at = Indices.of(y.shape(), i);
      Taps[] chosen = new Taps[rank];
      for (int axis = 0; axis < rank; axis++) {
        chosen[axis] = taps[axis][(int) at[axis]];
      }
      store(op, x, y, i, chosen);
    }
  }

  private static void store(Resize op, Tensor x, Tensor y, long i, Taps[] taps) {
    if (Arrays.stream(taps).anyMatch(Taps::outside)) {
      y.setDouble(i, op.extrapolation());
    } else if (op.mode() == Resize.Mode.NEAREST) {
      long[] from = Arrays.stream(taps).mapToLong(t -> t.places()[0]).toArray();
      Indices.copy(x, Indices.flat(x.shape(), from), y, i);
    } else {
      double sum = weigh(x, x.shape(), taps, 0, 0);
      y.setDouble(i, y.dtype().isFloat() ? sum : Math.rint(sum));
    }
  }

  private static double weigh(Tensor x, Shape shape, Taps[] taps, int axis, long place) {
    if (axis == taps.length) {
      return x.getDouble(place);
    }
    double sum = 0;
    for (int t = 0; t < taps[axis].places().length; t++) {
      double weight = taps[axis].weights()[t];
      if (weight != 0) {
        sum +=
            weight
                * weigh(x, shape, taps, axis + 1, place * shape.dim(axis) + taps[axis].places()[t]);
      }
    }
    return sum;
  }

  /// The input elements that one result index reads on one axis.
  ///
  /// @param places indices of input elements, inside
  /// @param weights one weight each
  /// @param outside whether the source coordinate is outside and the extrapolation value is wanted
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Taps(long[] places, double[] weights, boolean outside) {}
}
