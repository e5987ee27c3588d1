package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Rnn;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The cell of [Rnn].
final class RnnCell extends RecurrentCell {
  RnnCell(Rnn op, long hidden, ScratchRows rows) {
    super(op, hidden, rows);
  }

  @Override
  long scratch() {
    return 2 * hidden;
  }

  @Override
  int phases() {
    return 1;
  }

  @Override
  long column(int phase) {
    return phase * hidden;
  }

  @Override
  long source(int phase) {
    return 0;
  }

  @Override
  long target(int phase) {
    return gate(0);
  }

  @Override
  void begin(@Nullable Tensor[] in, MemorySegment s, long line, long d, long b, long batch) {}

  @Override
  void finish(int phase, @Nullable Tensor[] in, MemorySegment s, long line, int d) {
    apply(0, d, s, line + gate(0));
    Elements.copy(rows.bytes(), s, line + gate(0), s, line, hidden);
  }

  @Override
  void end(@Nullable Tensor[] out, MemorySegment s, long line, long sequence) {}
}
