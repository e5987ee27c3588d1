package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Binary;
import dev.gatun.op.Gru;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The cell of [Gru]: the products of update and reset gate first, then those of the candidate. A
/// row behind the gates holds r ⊙ h, or the candidate's products where the reset comes after them.
final class GruCell extends RecurrentCell {
  private final boolean resetAfter;

  GruCell(Gru op, long hidden, ScratchRows rows) {
    super(op, hidden, rows);
    this.resetAfter = op.resetAfter();
  }

  @Override
  long scratch() {
    return 5 * hidden;
  }

  @Override
  int phases() {
    return 2;
  }

  @Override
  long column(int phase) {
    return phase == 0 ? 0 : phase == 1 ? 2 * hidden : 3 * hidden;
  }

  @Override
  long source(int phase) {
    return phase == 0 || resetAfter ? 0 : row();
  }

  @Override
  long target(int phase) {
    return phase == 0 ? gate(0) : resetAfter ? row() : gate(2);
  }

  private long row() {
    return gate(3);
  }

  @Override
  void begin(@Nullable Tensor[] in, MemorySegment s, long line, long d, long b, long batch) {}

  @Override
  void finish(int phase, @Nullable Tensor[] in, MemorySegment s, long line, int d) {
    long update = line + gate(0);
    long reset = line + gate(1);
    long candidate = line + gate(2);
    long row = line + row();
    if (phase == 0) {
      apply(0, d, s, update);
      apply(0, d, s, reset);
      if (resetAfter) {
        loadOrClear(in, 4, d * hidden, s, row);
      } else {
        multiply(s, reset, line, row);
      }
      return;
    }
    if (resetAfter) {
      multiply(s, reset, row, row);
      add(s, row, candidate);
    }
    apply(1, d, s, candidate);
    rows.binary(Binary.Kind.SUB, s, line, candidate, line, hidden); // c + z ⊙ (h − c)
    multiply(s, update, line, line);
    add(s, candidate, line);
  }

  @Override
  void end(@Nullable Tensor[] out, MemorySegment s, long line, long sequence) {}
}
