package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.GateFunction;
import dev.gatun.op.Recurrent;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One step of one sequence through a recurrent cell. A step has phases: in each, columns of the
/// weights are multiplied with a row and added to another one ([RecurrentSweep] does that for all
/// sequences, so that the weights pass once), then the cell does its elementwise part.
///
/// A sequence's scratch memory, in elements from its `line`:
///
///     [state H] [gates G·H] [what the cell adds]
abstract class RecurrentCell {
  final long hidden;
  final ScratchRows rows;
  final long gates;
  private final GateFunction[] functions;
  private final int functionsPerDirection;
  private final @Nullable Activation clip;

  RecurrentCell(Recurrent op, long hidden, ScratchRows rows) {
    this.hidden = hidden;
    this.rows = rows;
    this.gates = op.gates() * hidden;
    this.functions = op.recurrence().functions().toArray(GateFunction[]::new);
    this.functionsPerDirection = op.functions();
    float most = op.recurrence().clip();
    this.clip = most == Float.POSITIVE_INFINITY ? null : Activation.clip(-most, most);
  }

  /// @return elements of scratch memory per sequence
  abstract long scratch();

  /// @return phases of a step
  abstract int phases();

  /// @return the first column of a phase, and with `phase` = [#phases] the end of the last one
  abstract long column(int phase);

  /// @return the row that a phase multiplies, from the line
  abstract long source(int phase);

  /// @return the row to which a phase adds, from the line
  abstract long target(int phase);

  /// Prepares a sequence; its state and gates are not the cell's business.
  ///
  /// @param d direction
  /// @param b sequence
  /// @param batch number of sequences
  abstract void begin(
      @Nullable Tensor[] in, MemorySegment s, long line, long d, long b, long batch);

  /// The elementwise part behind a phase's products.
  abstract void finish(int phase, @Nullable Tensor[] in, MemorySegment s, long line, int d);

  /// Stores what a sequence ends with beside its state.
  ///
  /// @param sequence row of the results
  abstract void end(@Nullable Tensor[] out, MemorySegment s, long line, long sequence);

  final long gate(int index) {
    return (1 + index) * hidden;
  }

  /// A function of the cell on a row of H.
  final void apply(int function, int d, MemorySegment s, long at) {
    if (clip != null) {
      rows.activate(clip, s, at, hidden);
    }
    applyUnclipped(function, d, s, at);
  }

  final void applyUnclipped(int function, int d, MemorySegment s, long at) {
    GateFunction f = functions[d * functionsPerDirection + function];
    if (f.inner() != 1) {
      rows.scale(f.inner(), 0, s, at, hidden);
    }
    if (!f.function().isNone()) {
      rows.activate(f.function(), s, at, hidden);
    }
    if (f.outer() != 1 || f.shift() != 0) {
      rows.scale(f.outer(), f.shift(), s, at, hidden);
    }
  }

  /// `y = a ⊙ b`.
  final void multiply(MemorySegment s, long a, long b, long y) {
    rows.binary(Binary.Kind.MUL, s, a, b, y, hidden);
  }

  /// `y += x`.
  final void add(MemorySegment s, long x, long y) {
    rows.binary(Binary.Kind.ADD, s, x, y, y, hidden);
  }

  /// An optional row of a tensor; 0 where that is absent.
  final void loadOrClear(@Nullable Tensor[] in, int place, long from, MemorySegment s, long to) {
    Tensor x = place < in.length ? in[place] : null;
    if (x == null) {
      rows.clear(s, to, hidden);
    } else {
      rows.load(x, from, s, to, hidden);
    }
  }
}
