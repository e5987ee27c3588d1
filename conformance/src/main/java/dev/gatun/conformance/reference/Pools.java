package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Convolutions.Axes;
import dev.gatun.conformance.reference.Convolutions.Steps;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import org.jspecify.annotations.Nullable;

/// Pooling, local and global. A NaN under a window makes its maximum NaN.
final class Pools {
  private Pools() {}

  static void pool(Pool op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    @Nullable Tensor indices = o.optionalOut(1);
    Window window = op.window().resolve(Ints.EMPTY, Convolutions.spatial(x.shape()));
    Axes in = Axes.of(x.shape());
    Axes out = Axes.of(y.shape());
    Axes k = Axes.of(Shape.of(lead(window.kernel())));
    Steps s = Steps.of(window);
    int[] paddedEnd = paddedEnd(window, in);
    int planes = Math.toIntExact(x.shape().size(0, 2));
    for (int plane = 0; plane < planes; plane++) {
      for (int od = 0; od < out.d(); od++) {
        for (int oh = 0; oh < out.h(); oh++) {
          for (int ow = 0; ow < out.w(); ow++) {
            Gathered gathered = new Gathered(op.kind(), op.p());
            int inPads = 0;
            for (int kd = 0; kd < k.d(); kd++) {
              for (int kh = 0; kh < k.h(); kh++) {
                for (int kw = 0; kw < k.w(); kw++) {
                  int id = s.position(0, od, kd);
                  int ih = s.position(1, oh, kh);
                  int iw = s.position(2, ow, kw);
                  if (in.contains(id, ih, iw)) {
                    gathered.add(x, in.flat(plane, id, ih, iw));
                  } else if (id < paddedEnd[0] && ih < paddedEnd[1] && iw < paddedEnd[2]) {
                    inPads++;
                  }
                }
              }
            }
            int at = out.flat(plane, od, oh, ow);
            gathered.store(y, at, op.countIncludePad() ? inPads : 0);
            if (indices != null) {
              indices.setLong(
                  at, op.columnMajorIndices() ? columnMajor(gathered.winner, in) : gathered.winner);
            }
          }
        }
      }
    }
  }

  static void global(GlobalPool op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    long planes = x.shape().size(0, 2);
    long plane = x.shape().size(2, x.shape().rank());
    for (long p = 0; p < planes; p++) {
      Gathered gathered = new Gathered(op.kind(), op.p());
      for (long i = 0; i < plane; i++) {
        gathered.add(x, p * plane + i);
      }
      gathered.store(y, p, 0);
    }
  }

  /// The first position per axis that is beyond the end pad: windows of ceil mode may reach there,
  /// but nothing there is counted.
  private static int[] paddedEnd(Window window, Axes in) {
    int[] ends = {in.d(), in.h(), in.w()};
    int rank = window.rank();
    for (int i = 0; i < rank; i++) {
      ends[3 - rank + i] += window.padsEnd().at(i);
    }
    return ends;
  }

  private static long[] lead(Ints kernel) {
    long[] dims = new long[kernel.size() + 2];
    System.arraycopy(kernel.toArray(), 0, dims, 2, kernel.size());
    return dims;
  }

  /// The same element counted with the first spatial axis running fastest.
  private static long columnMajor(long flat, Axes in) {
    long plane = flat / in.size();
    long w = flat % in.w();
    long h = flat / in.w() % in.h();
    long d = flat / in.w() / in.h() % in.d();
    return plane * in.size() + (w * in.h() + h) * in.d() + d;
  }

  /// What one window has met so far.
  private static final class Gathered {
    private final Pool.Kind kind;
    private final int p;
    private double sum;
    private int count;
    private long winner = -1;
    private @Nullable Tensor source;

    Gathered(Pool.Kind kind, int p) {
      this.kind = kind;
      this.p = p;
    }

    void add(Tensor x, long i) {
      count++;
      source = x;
      switch (kind) {
        case MAX -> winner = winner < 0 || Indices.compare(x, i, x, winner) > 0 ? i : winner;
        case AVERAGE -> sum += x.getDouble(i);
        case LP -> sum += Math.pow(Math.abs(x.getDouble(i)), p);
      }
    }

    /// Stores the result: the lowest value, 0, 0 for a window that met nothing.
    void store(Tensor y, long at, int countedPads) {
      switch (kind) {
        case MAX -> {
          if (source != null) {
            Indices.copy(source, winner, y, at);
          } else {
            Extremes.setLowest(y, at);
          }
        }
        case AVERAGE -> y.setDouble(at, count + countedPads == 0 ? 0 : sum / (count + countedPads));
        case LP -> y.setDouble(at, Math.pow(sum, 1.0 / p));
      }
    }
  }
}
