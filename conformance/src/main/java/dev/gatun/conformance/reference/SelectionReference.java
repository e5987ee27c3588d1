package dev.gatun.conformance.reference;

import dev.gatun.Tensor;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import dev.gatun.op.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The [Selection] operators by their definitions, with results as [dev.gatun.op.Bounded] asks for.
final class SelectionReference {
  private SelectionReference() {}

  static void run(Selection op, Operands o) {
    long count =
        switch (op) {
          case NonMaxSuppression n -> Suppression.run(n, o);
          case NonZero _ -> nonZero(o);
        };
    Objects.requireNonNull(o.optionalOut(o.outputs().size() - 1)).setLong(0, count);
  }

  private static long nonZero(Operands o) {
    Tensor x = o.in(0);
    List<long[]> places = new ArrayList<>();
    for (long i = 0; i < x.shape().size(); i++) {
      boolean zero = x.dtype().isFloat() ? x.getDouble(i) == 0 : x.getLong(i) == 0;
      if (!zero) {
        places.add(x.shape().rank() == 0 ? new long[1] : Indices.of(x.shape(), i));
      }
    }
    long rows = o.out().shape().dim(0);
    for (int axis = 0; axis < rows; axis++) {
      for (int i = 0; i < places.size(); i++) {
        o.out().setLong((long) axis * places.size() + i, places.get(i)[axis]);
      }
    }
    return places.size();
  }
}
