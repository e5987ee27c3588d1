package dev.gatun.kernels.java.plain;

import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.op.Recurrence;
import dev.gatun.op.Recurrent;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Sequences through a [RecurrentCell], step by step. An item is a sequence in one direction; those
/// of a part go in step, so that a block of the weights that lies in the cache serves all of them.
final class RecurrentSweep extends Partitioned {
  /// Columns and rows of the weights that several sequences share before the next ones are read: 64
  /// KiB. More rows would not stay in an L2 cache where the extents are powers of two: the lines of
  /// a column then share few of its sets.
  private static final long COLUMNS = 128;

  private static final long ROWS = 128;

  private final RecurrentCell cell;
  private final Recurrence recurrence;
  private final long steps;
  private final long batch;
  private final int directions;
  private final int outputs;

  RecurrentSweep(Signature s, Recurrent op, RecurrentCell cell) {
    super(
        "plain." + op.title(),
        cell.hidden == 0 ? 0 : op.recurrence().directions() * s.inShape(0).dim(1),
        s.inShape(0).dim(0) * cell.hidden * cell.gates);
    this.cell = cell;
    this.recurrence = op.recurrence();
    this.steps = s.inShape(0).dim(0);
    this.batch = s.inShape(0).dim(1);
    this.directions = recurrence.directions();
    this.outputs = s.out().size();
  }

  @Override
  public long scratchBytes() {
    return directions * batch * cell.scratch() * cell.rows.bytes();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    for (long i = from; i < to; ) {
      int d = (int) (i / batch);
      long end = Math.min(to, (d + 1) * batch);
      run(in, out, d, i - d * batch, end - d * batch);
      i = end;
    }
  }

  /// The sequences `from` to `to` − 1 in one direction.
  private void run(@Nullable Tensor[] in, @Nullable Tensor[] out, int d, long from, long to) {
    MemorySegment s = at(out, outputs).data();
    for (long b = from; b < to; b++) {
      long sequence = d * batch + b;
      cell.loadOrClear(in, 3, sequence * cell.hidden, s, line(sequence));
      cell.begin(in, s, line(sequence), d, b, batch);
      clear(out, d, b, length(in, b));
    }
    for (long step = 0; step < steps; step++) {
      step(in, out, s, d, from, to, step);
    }
    for (long b = from; b < to; b++) {
      long sequence = d * batch + b;
      Tensor last = outputs > 1 ? out[1] : null;
      if (last != null) {
        cell.rows.store(s, line(sequence), last, sequence * cell.hidden, cell.hidden);
      }
      if (outputs > 2) {
        cell.end(out, s, line(sequence), sequence);
      }
    }
  }

  private long line(long sequence) {
    return sequence * cell.scratch();
  }

  private void step(
      @Nullable Tensor[] in,
      @Nullable Tensor[] out,
      MemorySegment s,
      int d,
      long from,
      long to,
      long step) {
    for (long b = from; b < to; b++) {
      long t = time(in, d, b, step);
      if (t >= 0) {
        long source = ((t * batch + b) * directions + d) * cell.gates;
        cell.rows.load(at(in, 0), source, s, line(d * batch + b) + cell.gate(0), cell.gates);
      }
    }
    for (int phase = 0; phase < cell.phases(); phase++) {
      multiply(in, s, phase, d, from, to, step);
      for (long b = from; b < to; b++) {
        if (time(in, d, b, step) >= 0) {
          cell.finish(phase, in, s, line(d * batch + b), d);
        }
      }
    }
    Tensor y = out[0];
    for (long b = from; y != null && b < to; b++) {
      long t = time(in, d, b, step);
      if (t >= 0) {
        cell.rows.store(s, line(d * batch + b), y, row(t, d, b), cell.hidden);
      }
    }
  }

  private void multiply(
      @Nullable Tensor[] in, MemorySegment s, int phase, int d, long from, long to, long step) {
    for (long b = from; b < to; ) {
      long end = b;
      while (end < to && time(in, d, end, step) >= 0) {
        end++;
      }
      if (end > b) {
        multiply(at(in, 1), s, phase, d, b, end);
      }
      b = end + 1;
    }
  }

  /// A phase's products of neighbouring sequences.
  private void multiply(Tensor weights, MemorySegment s, int phase, int d, long from, long to) {
    long first = cell.column(phase);
    long end = cell.column(phase + 1);
    boolean alone = to - from == 1;
    long width = alone ? Math.max(1, end - first) : COLUMNS;
    long height = alone ? Math.max(1, cell.hidden) : ROWS;
    for (long j = first; j < end; j += width) {
      for (long k = 0; k < cell.hidden; k += height) {
        cell.rows.addProducts(
            s,
            line(d * batch + from) + cell.source(phase) + k,
            to - from,
            cell.scratch(),
            Math.min(height, cell.hidden - k),
            weights,
            (d * cell.hidden + k) * cell.gates + j,
            cell.gates,
            line(d * batch + from) + cell.target(phase) + j - first,
            Math.min(width, end - j));
      }
    }
  }

  /// The time that a sequence's step belongs to, −1 behind its end.
  private long time(@Nullable Tensor[] in, int d, long b, long step) {
    long length = length(in, b);
    return step >= length ? -1 : recurrence.isReverse(d) ? length - 1 - step : step;
  }

  private long length(@Nullable Tensor[] in, long b) {
    Tensor lengths = in.length > 2 ? in[2] : null;
    if (lengths == null) {
      return steps;
    }
    long length = lengths.getLong(b);
    if (length < 0 || length > steps) {
      throw new InvalidInputException(
          name() + ": got a sequence of length " + length + ", required 0 to " + steps);
    }
    return length;
  }

  /// Clears the results behind a sequence's end.
  private void clear(@Nullable Tensor[] out, int d, long b, long length) {
    Tensor y = out[0];
    for (long t = length; y != null && t < steps; t++) {
      Elements.fill(y.dtype().bytes(), 0, y.data(), row(t, d, b), 1, cell.hidden);
    }
  }

  /// The first element of a state in y.
  private long row(long t, int d, long b) {
    return ((t * directions + d) * batch + b) * cell.hidden;
  }
}
