package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.LinearAttention;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Linear attention: an item is one key head of one sequence, whose state of `[D, E]` doubles walks
/// through the steps in scratch memory, with a row of E behind it for what a step writes.
final class LinearRecurrence extends Partitioned {
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final LinearAttention op;
  private final long batch;
  private final long steps;
  private final long size;
  private final long width;
  private final long decayWidth;
  private final long betaWidth;

  LinearRecurrence(Signature s, LinearAttention op) {
    this(s, op, s.inShape(0).dim(2) / op.heads(), s.inShape(2).dim(2) / op.keyHeads());
  }

  private LinearRecurrence(Signature s, LinearAttention op, long size, long width) {
    super(
        "plain.LinearAttention",
        s.inShape(0).dim(0) * op.keyHeads(),
        s.inShape(0).dim(1) * size * width * (2 + op.heads() / op.keyHeads()));
    this.op = op;
    this.batch = s.inShape(0).dim(0);
    this.steps = s.inShape(0).dim(1);
    this.size = size;
    this.width = width;
    this.decayWidth = s.hasInput(4) ? s.inShape(4).dim(2) : 0;
    this.betaWidth = s.hasInput(5) ? s.inShape(5).dim(2) : 0;
  }

  @Override
  public long scratchBytes() {
    return batch * op.keyHeads() * itemBytes();
  }

  private long itemBytes() {
    return 8 * (size + 1) * width;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    if (width == 0) {
      return;
    }
    MemorySegment s = at(out, out.length - 1).data();
    for (long item = from; item < to; item++) {
      long state = item * itemBytes();
      begin(in, s, state, item);
      for (long t = 0; t < steps; t++) {
        long row = item / op.keyHeads() * steps + t;
        long head = item % op.keyHeads();
        decay(in, s, state, row, head);
        write(in, s, state, row, head);
        read(at(in, 0), s, state, row, head, at(out, 0));
      }
      end(out, s, state, item);
    }
  }

  private void begin(@Nullable Tensor[] in, MemorySegment s, long state, long item) {
    Tensor past = in.length > 3 ? in[3] : null;
    long n = size * width;
    for (long i = 0; i < n; i++) {
      s.set(F64, state + 8 * i, past == null ? 0 : past.getDouble(item * n + i));
    }
  }

  private void end(@Nullable Tensor[] out, MemorySegment s, long state, long item) {
    Tensor last = out.length > 2 ? out[1] : null;
    long n = size * width;
    for (long i = 0; last != null && i < n; i++) {
      last.setDouble(item * n + i, s.get(F64, state + 8 * i));
    }
  }

  private void decay(@Nullable Tensor[] in, MemorySegment s, long state, long row, long head) {
    if (decayWidth == 0) {
      return;
    }
    Tensor decay = at(in, 4);
    boolean perHead = decayWidth == op.keyHeads();
    for (long d = 0; d < size; d++) {
      long place = row * decayWidth + (perHead ? head : head * size + d);
      double factor = Math.exp(decay.getDouble(place));
      long start = state + 8 * d * width;
      for (long e = 0; e < width; e++) {
        s.set(F64, start + 8 * e, s.get(F64, start + 8 * e) * factor);
      }
    }
  }

  /// S ← S + k·vᵀ, where v is corrected first if there is a beta.
  private void write(@Nullable Tensor[] in, MemorySegment s, long state, long row, long head) {
    Tensor k = at(in, 1);
    Tensor v = at(in, 2);
    long keys = (row * op.keyHeads() + head) * size;
    long values = (row * op.keyHeads() + head) * width;
    long written = state + 8 * size * width;
    for (long e = 0; e < width; e++) {
      s.set(F64, written + 8 * e, v.getDouble(values + e));
    }
    if (betaWidth > 0) {
      for (long d = 0; d < size; d++) {
        add(s, state + 8 * d * width, -k.getDouble(keys + d), written);
      }
      double beta = at(in, 5).getDouble(row * betaWidth + (betaWidth == 1 ? 0 : head));
      for (long e = 0; e < width; e++) {
        s.set(F64, written + 8 * e, s.get(F64, written + 8 * e) * beta);
      }
    }
    for (long d = 0; d < size; d++) {
      add(s, written, k.getDouble(keys + d), state + 8 * d * width);
    }
  }

  /// y = scale·Sᵀq, summed in the row behind the state.
  private void read(Tensor q, MemorySegment s, long state, long row, long head, Tensor y) {
    int shared = op.heads() / op.keyHeads();
    long sum = state + 8 * size * width;
    double factor = op.factor(size);
    for (long query = head * shared; query < (head + 1) * shared; query++) {
      Elements.fill(8, 0, s, sum / 8, 1, width);
      long place = row * op.heads() + query;
      for (long d = 0; d < size; d++) {
        add(s, state + 8 * d * width, q.getDouble(place * size + d) * factor, sum);
      }
      for (long e = 0; e < width; e++) {
        y.setDouble(place * width + e, s.get(F64, sum + 8 * e));
      }
    }
  }

  /// A row becomes itself plus a multiple of another.
  private void add(MemorySegment s, long row, double factor, long target) {
    for (long e = 0; e < width; e++) {
      long place = target + 8 * e;
      s.set(F64, place, Math.fma(s.get(F64, row + 8 * e), factor, s.get(F64, place)));
    }
  }
}
