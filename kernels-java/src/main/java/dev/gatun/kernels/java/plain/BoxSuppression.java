package dev.gatun.kernels.java.plain;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.NonMaxSuppression;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Greedy non-maximum suppression. Candidates of a class stand in a heap, so that only as many are
/// put in order as it takes to fill the limit; each is held against the picked boxes, which lie
/// closely packed. Most pairs are apart and cost two comparisons; only overlapping ones a division.
///
/// Results must follow each other closely, so one thread does all classes.
final class BoxSuppression extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final PerThread<Work> WORK = new PerThread<>(Work::new);

  private final Shape boxes;
  private final Shape scores;
  private final int count;
  private final boolean centre;
  private final long capacityPerClass;

  /// What a thread needs while it suppresses: the candidates of a class and the picked boxes.
  private static final class Work {
    final CandidateHeap heap = new CandidateHeap();
    float[] top = new float[64];
    float[] left = new float[64];
    float[] bottom = new float[64];
    float[] right = new float[64];
    float[] area = new float[64];

    void reserve(int n) {
      if (top.length < n) {
        left = new float[n];
        bottom = new float[n];
        right = new float[n];
        area = new float[n];
        top = new float[n]; // last, so that memory that runs out is asked for again
      }
    }
  }

  BoxSuppression(Signature s, NonMaxSuppression op) {
    super("plain.NonMaxSuppression", 1, 8 * s.inShape(1).size());
    this.boxes = s.inShape(0);
    this.scores = s.inShape(1);
    this.count = scores.intDim(2);
    this.centre = op.centerPointBox();
    long classes = scores.dim(0) * scores.dim(1);
    this.capacityPerClass = classes == 0 ? 0 : s.outShape(0).dim(0) / classes;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor limit = given(in, 2);
    Tensor overlap = given(in, 3);
    Tensor least = given(in, 4);
    long most = limit == null ? 0 : Math.min(limit.getLong(0), capacityPerClass);
    float threshold = overlap == null ? 0f : overlap.data().get(F32, 0);
    if (!(threshold >= 0f && threshold <= 1f)) {
      throw new InvalidInputException(
          "NonMaxSuppression: got overlap " + threshold + ", required 0 to 1");
    }
    Work work = WORK.get();
    MemorySegment y = at(out, 0).data();
    long found = 0;
    for (long set = 0; most > 0 && set < scores.dim(0) * scores.dim(1); set++) {
      long batch = set / scores.dim(1);
      work.heap.fill(at(in, 1).data(), set * count, count, least);
      work.reserve((int) Math.min(most, work.heap.size()));
      int picked = 0;
      while (picked < most && work.heap.size() > 0) {
        int box = work.heap.takeBest();
        load(work, at(in, 0).data(), 16 * (batch * boxes.dim(1) + box), picked);
        if (isApart(work, picked, threshold)) {
          picked++;
          y.set(ValueLayout.JAVA_LONG_UNALIGNED, 24 * found, batch);
          y.set(ValueLayout.JAVA_LONG_UNALIGNED, 24 * found + 8, set % scores.dim(1));
          y.set(ValueLayout.JAVA_LONG_UNALIGNED, 24 * found + 16, box);
          found++;
        }
      }
    }
    at(out, 1).setLong(0, found);
  }

  /// An optional tensor; an empty one counts as absent.
  private static @Nullable Tensor given(@Nullable Tensor[] in, int i) {
    Tensor tensor = i < in.length ? in[i] : null;
    return tensor == null || tensor.shape().size() == 0 ? null : tensor;
  }

  /// Puts a box behind the picked ones.
  private void load(Work work, MemorySegment boxes, long offset, int place) {
    float a = boxes.get(F32, offset);
    float b = boxes.get(F32, offset + 4);
    float c = boxes.get(F32, offset + 8);
    float d = boxes.get(F32, offset + 12);
    float top = centre ? b - d / 2 : Math.min(a, c);
    float left = centre ? a - c / 2 : Math.min(b, d);
    float bottom = centre ? b + d / 2 : Math.max(a, c);
    float right = centre ? a + c / 2 : Math.max(b, d);
    work.top[place] = top;
    work.left[place] = left;
    work.bottom[place] = bottom;
    work.right[place] = right;
    work.area[place] = (bottom - top) * (right - left);
  }

  /// Whether box `place` overlaps none of the boxes before it by more than the threshold. Written
  /// so that a NaN anywhere means "apart".
  private static boolean isApart(Work work, int place, float threshold) {
    float top = work.top[place];
    float left = work.left[place];
    float bottom = work.bottom[place];
    float right = work.right[place];
    float area = work.area[place];
    for (int k = 0; k < place; k++) {
      float height = least(bottom, work.bottom[k]) - most(top, work.top[k]);
      float width = least(right, work.right[k]) - most(left, work.left[k]);
      if (height > 0f && width > 0f && area > 0f && work.area[k] > 0f) {
        float both = height * width;
        if (both / (area + work.area[k] - both) > threshold) {
          return false;
        }
      }
    }
    return true;
  }

  // Math.min and max take care of −0 and order NaN, which costs more than the comparison

  private static float least(float a, float b) {
    return a < b ? a : b;
  }

  private static float most(float a, float b) {
    return a > b ? a : b;
  }
}
