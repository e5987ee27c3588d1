package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Boxes by score: the best first, of equal scores the one with the lowest index. A binary heap of
/// longs, each the score's order in the upper half and the complement of the index in the lower;
/// making it takes O(n), each box taken O(log n).
final class CandidateHeap {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private long[] keys = new long[64];
  private int size;

  /// Takes in the boxes whose score is above a threshold; a NaN never is.
  ///
  /// @param first element of the first score
  /// @param least the threshold; null: all scores count
  void fill(MemorySegment scores, long first, int count, @Nullable Tensor least) {
    if (keys.length < count) {
      keys = new long[count];
    }
    size = 0;
    float threshold = least == null ? 0f : least.data().get(F32, 0);
    for (int i = 0; i < count; i++) {
      float score = scores.get(F32, 4 * (first + i));
      if (least == null ? !Float.isNaN(score) : score > threshold) {
        keys[size++] = key(score, i);
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  /// Ascending floats as ascending integers: negative ones have the order of their bits reversed.
  /// Adding 0 makes −0 and 0 equal.
  private static long key(float score, int index) {
    int bits = Float.floatToRawIntBits(score + 0f);
    int order = bits ^ (bits >> 31 & Integer.MAX_VALUE);
    return (long) order << 32 | (~index & 0xffffffffL);
  }

  /// @return the number of boxes left
  int size() {
    return size;
  }

  /// Removes the best box.
  ///
  /// @return its index
  int takeBest() {
    int best = ~(int) keys[0];
    keys[0] = keys[--size];
    sink(0);
    return best;
  }

  private void sink(int start) {
    long key = keys[start];
    int at = start;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1] > keys[child]) {
        child++;
      }
      if (keys[child] <= key) {
        break;
      }
      keys[at] = keys[child];
      at = child;
    }
    keys[at] = key;
  }
}
