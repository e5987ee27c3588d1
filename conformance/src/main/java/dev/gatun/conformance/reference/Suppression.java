package dev.gatun.conformance.reference;

import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.op.NonMaxSuppression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Non-maximum suppression: the boxes of a class by falling score, each held against all that were
/// picked before it.
final class Suppression {
  private Suppression() {}

  /// Two corners, the smaller coordinates first.
  private record Box(float top, float left, float bottom, float right) {
    static Box of(Tensor boxes, long box, boolean centre) {
      float[] v = new float[4];
      for (int k = 0; k < 4; k++) {
        v[k] = (float) boxes.getDouble(4 * box + k);
      }
      return centre
          ? new Box(v[1] - v[3] / 2, v[0] - v[2] / 2, v[1] + v[3] / 2, v[0] + v[2] / 2)
          : new Box(
              Math.min(v[0], v[2]),
              Math.min(v[1], v[3]),
              Math.max(v[0], v[2]),
              Math.max(v[1], v[3]));
    }

    float area() {
      return (bottom - top) * (right - left);
    }

    float overlap(Box other) {
      float height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      float width = Math.min(right, other.right) - Math.max(left, other.left);
      if (!(height > 0) || !(width > 0) || !(area() > 0) || !(other.area() > 0)) {
        return 0;
      }
      float both = height * width;
      return both / (area() + other.area() - both);
    }
  }

  /// @return the number of rows written
  static long run(NonMaxSuppression op, Operands o) {
    Tensor scores = o.in(1);
    long classes = scores.shape().dim(1);
    long count = scores.shape().dim(2);
    long most = given(o, 2) ? o.in(2).getLong(0) : 0;
    float overlap = given(o, 3) ? (float) o.in(3).getDouble(0) : 0;
    if (!(overlap >= 0 && overlap <= 1)) {
      throw new InvalidInputException(
          o.operator() + ": got overlap " + overlap + ", required 0 to 1");
    }
    long found = 0;
    for (long set = 0; set < scores.shape().dim(0) * classes; set++) {
      List<Box> picked = new ArrayList<>();
      for (long i : candidates(o, set * count, count)) {
        Box box = Box.of(o.in(0), set / classes * count + i, op.centerPointBox());
        if (picked.size() < most && picked.stream().noneMatch(p -> p.overlap(box) > overlap)) {
          picked.add(box);
          o.out().setLong(3 * found, set / classes);
          o.out().setLong(3 * found + 1, set % classes);
          o.out().setLong(3 * found + 2, i);
          found++;
        }
      }
    }
    return found;
  }

  private static boolean given(Operands o, int i) {
    Tensor tensor = o.optional(i);
    return tensor != null && tensor.shape().size() > 0;
  }

  private static List<Long> candidates(Operands o, long first, long count) {
    Tensor scores = o.in(1);
    List<Long> candidates = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      double score = scores.getDouble(first + i);
      if (given(o, 4) ? score > o.in(4).getDouble(0) : !Double.isNaN(score)) {
        candidates.add(i);
      }
    }
    // + 0.0 makes −0 and 0 equal; the sort is stable
    candidates.sort(Comparator.comparingDouble(i -> -(scores.getDouble(first + i) + 0.0)));
    return candidates;
  }
}
