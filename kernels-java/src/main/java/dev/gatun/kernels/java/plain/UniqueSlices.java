package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Unique;
import org.jspecify.annotations.Nullable;

/// Finds equal slices by sorting their indices: a stable merge sort, so that of equal slices the
/// first one comes first and speaks for the others.
final class UniqueSlices extends Partitioned {
  private static final PerThread<Work> WORK = new PerThread<>(Work::new);

  private final Lines lines;
  private final int slices;
  private final boolean sorted;
  private final boolean real;
  private final boolean unsigned;
  private final int bytes;

  /// Index arrays of a thread: the order of the slices, room to merge, for each slice the first one
  /// equal to it, and for each such first one its place in the result.
  private static final class Work {
    int[] order = new int[64];
    int[] merged = new int[64];
    int[] first = new int[64];
    int[] place = new int[64];

    void reserve(int n) {
      if (order.length < n) {
        merged = new int[n];
        first = new int[n];
        place = new int[n];
        order = new int[n]; // last, so that memory that runs out is asked for again
      }
    }
  }

  UniqueSlices(Signature s, Unique op) {
    this(s, op, Lines.along(s.inShape(0), op.axis()));
  }

  private UniqueSlices(Signature s, Unique op, Lines lines) {
    super("plain.Unique", 1, 32 * s.inShape(0).size());
    this.lines = lines;
    this.slices = Math.toIntExact(lines.length());
    this.sorted = op.sorted();
    this.real = s.inType(0).isFloat();
    this.unsigned = s.inType(0).isUnsigned();
    this.bytes = s.inType(0).bytes();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    int n = slices;
    Work work = WORK.get();
    work.reserve(n);
    sort(x, work, n);
    int count = number(x, work, n);
    at(out, out.length - 1).setLong(0, count);
    store(work, n, count, out);
    for (int i = 0; i < n; i++) {
      if (work.first[i] == i) {
        copy(x, i, at(out, 0), work.place[i], count);
      }
    }
  }

  /// Orders the slices: runs of growing length are merged pair by pair.
  private void sort(Tensor x, Work work, int n) {
    for (int i = 0; i < n; i++) {
      work.order[i] = i;
    }
    for (long run = 1; run < n; run *= 2) {
      for (long left = 0; left < n; left += 2 * run) {
        int middle = (int) Math.min(n, left + run);
        merge(x, work, (int) left, middle, (int) Math.min(n, left + 2 * run));
      }
      int[] swapped = work.order;
      work.order = work.merged;
      work.merged = swapped;
    }
  }

  private void merge(Tensor x, Work work, int left, int middle, int end) {
    int a = left;
    int b = middle;
    for (int i = left; i < end; i++) {
      boolean takeLeft = b == end || (a < middle && compare(x, work.order[a], work.order[b]) <= 0);
      work.merged[i] = takeLeft ? work.order[a++] : work.order[b++];
    }
  }

  /// Orders two slices, NaN above everything.
  private int compare(Tensor x, int i, int j) {
    for (long row = 0; row < lines.outer(); row++) {
      long a = (row * lines.length() + i) * lines.inner();
      long b = (row * lines.length() + j) * lines.inner();
      for (long k = 0; k < lines.inner(); k++) {
        int order =
            real
                ? compare(x.getDouble(a + k), x.getDouble(b + k))
                : LongFunctions.compare(unsigned, x.getLong(a + k), x.getLong(b + k));
        if (order != 0) {
          return order;
        }
      }
    }
    return 0;
  }

  private static int compare(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }

  /// Finds the slices that speak for the others and gives them places in the result.
  ///
  /// @return how many they are
  private int number(Tensor x, Work work, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      int slice = work.order[i];
      boolean isNew = i == 0 || compare(x, work.first[work.order[i - 1]], slice) != 0;
      work.first[slice] = isNew ? slice : work.first[work.order[i - 1]];
      if (isNew) {
        work.place[slice] = count++;
      }
    }
    int next = 0;
    for (int i = 0; !sorted && i < n; i++) {
      if (work.first[i] == i) {
        work.place[i] = next++;
      }
    }
    return count;
  }

  private static void store(Work work, int n, int count, @Nullable Tensor[] out) {
    Tensor indices = wanted(out, 1);
    Tensor inverse = wanted(out, 2);
    Tensor counts = wanted(out, 3);
    for (int i = 0; counts != null && i < count; i++) {
      counts.setLong(i, 0);
    }
    for (int i = 0; i < n; i++) {
      int place = work.place[work.first[i]];
      if (indices != null && work.first[i] == i) {
        indices.setLong(place, i);
      }
      if (inverse != null) {
        inverse.setLong(i, place);
      }
      if (counts != null) {
        counts.setLong(place, counts.getLong(place) + 1);
      }
    }
  }

  /// An optional output; behind them all stands the count.
  private static @Nullable Tensor wanted(@Nullable Tensor[] out, int i) {
    return i < out.length - 1 ? out[i] : null;
  }

  private void copy(Tensor x, int slice, Tensor y, int place, int count) {
    for (long row = 0; row < lines.outer(); row++) {
      Elements.copy(
          bytes,
          x.data(),
          (row * lines.length() + slice) * lines.inner(),
          y.data(),
          (row * count + place) * lines.inner(),
          lines.inner());
    }
  }
}
