package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.TopK;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Elements by rank.
final class Orders {
  private Orders() {}

  /// Sorts every line and takes its first k elements.
  static void topK(TopK op, Operands o) {
    Tensor x = o.in(0);
    Shape shape = x.shape();
    Tensor indices = Objects.requireNonNull(o.optionalOut(1), "indices are there");
    int axis = Indices.axis(op.axis(), shape.rank());
    long k = Objects.requireNonNull(op.k(), "k is bound");
    Comparator<Long> ascending = (a, b) -> Indices.compare(x, a, x, b);
    Comparator<Long> order = op.largest() ? ascending.reversed() : ascending;
    for (long i = 0; i < shape.size(); i++) {
      long[] at = Indices.of(shape, i);
      if (at[axis] > 0) {
        continue; // not the beginning of a line
      }
      List<Long> places = new ArrayList<>();
      for (; at[axis] < shape.dim(axis); at[axis]++) {
        places.add(Indices.flat(shape, at));
      }
      List<Long> ranked = places.stream().sorted(order).toList(); // stable
      for (at[axis] = 0; at[axis] < k; at[axis]++) {
        long best = ranked.get((int) at[axis]);
        long target = Indices.flat(o.out().shape(), at);
        Indices.copy(x, best, o.out(), target);
        indices.setLong(target, places.indexOf(best));
      }
    }
  }
}
