package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.TopK;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The k best elements of each line. The line's indices output is a binary heap of the best so far
/// with the worst of them at the root (Williams 1964), so that most elements cost one comparison;
/// sorting the heap in place leaves the best first.
///
/// Elements are compared by keys: longs in the order wanted, best highest. NaN has the highest key
/// of all floats, both zeros have one.
final class BestElements extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Lines lines;
  private final long k;
  private final DType dtype;
  private final boolean largest;
  private final long flip;

  BestElements(Signature s, TopK op) {
    this(s, op, Lines.along(s.inShape(0), op.axis()));
  }

  private BestElements(Signature s, TopK op, Lines lines) {
    super("plain.TopK", lines.count(), lines.length());
    this.lines = lines;
    this.k = s.bound(op.k());
    this.dtype = s.inType(0);
    this.largest = op.largest();
    this.flip = (dtype == DType.UINT64 ? Long.MIN_VALUE : 0) ^ (largest ? 0 : -1);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor values = out[0];
    Tensor indices = at(out, 1);
    if (k == 0) {
      return;
    }
    for (long i = from; i < to; i++) {
      long start = lines.start(i);
      long heap = i / lines.inner() * k * lines.inner() + i % lines.inner();
      select(x, start, indices, heap);
      sort(x, start, indices, heap);
      for (long j = 0; values != null && j < k; j++) {
        long place = heap + j * lines.inner();
        long source = start + indices.getLong(place) * lines.inner();
        Elements.copy(dtype.bytes(), x.data(), source, values.data(), place, 1);
      }
    }
  }

  private void select(Tensor x, long start, Tensor indices, long heap) {
    for (long j = 0; j < k; j++) {
      indices.setLong(heap + j * lines.inner(), j);
    }
    for (long j = k / 2 - 1; j >= 0; j--) {
      sink(x, start, indices, heap, j, k, indices.getLong(heap + j * lines.inner()));
    }
    if (dtype == DType.FLOAT32) {
      offerFloats(x, start, indices, heap);
      return;
    }
    for (long j = k; j < lines.length(); j++) {
      offer(x, start, indices, heap, j);
    }
  }

  /// Most elements are not better than the worst of the heap: a comparison of floats tells, where
  /// no NaN is at hand.
  private void offerFloats(Tensor x, long start, Tensor indices, long heap) {
    long inner = lines.inner();
    float worst = x.data().get(F32, 4 * (start + indices.getLong(heap) * inner));
    for (long j = k; j < lines.length(); j++) {
      float v = x.data().get(F32, 4 * (start + j * inner));
      if (largest ? v <= worst : v >= worst) {
        continue;
      }
      offer(x, start, indices, heap, j);
      worst = x.data().get(F32, 4 * (start + indices.getLong(heap) * inner));
    }
  }

  /// Takes an element for the worst one if it is better; of equals the earlier one is.
  private void offer(Tensor x, long start, Tensor indices, long heap, long index) {
    if (key(x, start, index) > key(x, start, indices.getLong(heap))) {
      sink(x, start, indices, heap, 0, k, index);
    }
  }

  /// Moves the worst of the heap behind it, again and again.
  private void sort(Tensor x, long start, Tensor indices, long heap) {
    for (long end = k - 1; end > 0; end--) {
      long last = indices.getLong(heap + end * lines.inner());
      indices.setLong(heap + end * lines.inner(), indices.getLong(heap));
      sink(x, start, indices, heap, 0, end, last);
    }
  }

  /// Puts an index into the hole at `hole`, or below it: worse ones rise.
  ///
  /// @param size elements of the heap
  private void sink(
      Tensor x, long start, Tensor indices, long heap, long hole, long size, long index) {
    long inner = lines.inner();
    long indexKey = key(x, start, index);
    long child = 2 * hole + 1;
    while (child < size) {
      long worst = indices.getLong(heap + child * inner);
      long worstKey = key(x, start, worst);
      if (child + 1 < size) {
        long other = indices.getLong(heap + (child + 1) * inner);
        long otherKey = key(x, start, other);
        if (isWorse(otherKey, other, worstKey, worst)) {
          child++;
          worst = other;
          worstKey = otherKey;
        }
      }
      if (!isWorse(worstKey, worst, indexKey, index)) {
        break;
      }
      indices.setLong(heap + hole * inner, worst);
      hole = child;
      child = 2 * hole + 1;
    }
    indices.setLong(heap + hole * inner, index);
  }

  private static boolean isWorse(long aKey, long a, long bKey, long b) {
    return aKey < bKey || (aKey == bKey && a > b);
  }

  private long key(Tensor x, long start, long index) {
    long place = start + index * lines.inner();
    if (dtype == DType.FLOAT32) {
      return ordered(x.data().get(F32, 4 * place)) ^ flip;
    }
    return (dtype.isFloat() ? ordered(x.getDouble(place)) : x.getLong(place)) ^ flip;
  }

  /// A double's bits in the order of its values.
  private static long ordered(double value) {
    long bits = Double.doubleToLongBits(value + 0.0); // −0 becomes 0
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }
}
