package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Lstm;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The cell of [Lstm]. Behind the gates stand the cell's content C, a row for products, and the
/// three peepholes.
final class LstmCell extends RecurrentCell {
  private final boolean coupled;

  LstmCell(Lstm op, long hidden, ScratchRows rows) {
    super(op, hidden, rows);
    this.coupled = op.coupledForget();
  }

  @Override
  long scratch() {
    return 10 * hidden;
  }

  @Override
  int phases() {
    return 1;
  }

  @Override
  long column(int phase) {
    return phase * gates;
  }

  @Override
  long source(int phase) {
    return 0;
  }

  @Override
  long target(int phase) {
    return gate(0);
  }

  private long content() {
    return gate(4);
  }

  private long row() {
    return gate(5);
  }

  private static boolean hasPeepholes(@Nullable Tensor[] in) {
    return in.length > 5 && in[5] != null;
  }

  @Override
  void begin(@Nullable Tensor[] in, MemorySegment s, long line, long d, long b, long batch) {
    loadOrClear(in, 4, (d * batch + b) * hidden, s, line + content());
    if (hasPeepholes(in)) {
      for (int i = 0; i < 3; i++) {
        loadOrClear(in, 5, (3 * d + i) * hidden, s, line + gate(6 + i));
      }
    }
  }

  @Override
  void finish(int phase, @Nullable Tensor[] in, MemorySegment s, long line, int d) {
    boolean peepholes = hasPeepholes(in);
    long input = line + gate(0);
    long output = line + gate(1);
    long forget = line + gate(2);
    long candidate = line + gate(3);
    long content = line + content();
    long row = line + row();
    peep(peepholes, 0, s, line, input);
    apply(0, d, s, input);
    if (coupled) {
      Elements.copy(rows.bytes(), s, input, s, forget, hidden);
      rows.scale(-1, 1, s, forget, hidden);
    } else {
      peep(peepholes, 2, s, line, forget);
      apply(0, d, s, forget);
    }
    apply(1, d, s, candidate);
    multiply(s, forget, content, content);
    multiply(s, input, candidate, candidate);
    add(s, candidate, content);
    peep(peepholes, 1, s, line, output);
    apply(0, d, s, output);
    Elements.copy(rows.bytes(), s, content, s, row, hidden);
    applyUnclipped(2, d, s, row);
    multiply(s, output, row, line);
  }

  private void peep(boolean peepholes, int index, MemorySegment s, long line, long gate) {
    if (peepholes) {
      multiply(s, line + gate(6 + index), line + content(), line + row());
      add(s, line + row(), gate);
    }
  }

  @Override
  void end(@Nullable Tensor[] out, MemorySegment s, long line, long sequence) {
    Tensor contents = out[2];
    if (contents != null) {
      rows.store(s, line + content(), contents, sequence * hidden, hidden);
    }
  }
}
