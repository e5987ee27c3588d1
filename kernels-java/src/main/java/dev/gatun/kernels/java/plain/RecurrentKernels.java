package dev.gatun.kernels.java.plain;

import dev.gatun.op.Gru;
import dev.gatun.op.Lstm;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Rnn;

/// Kernels of the [Recurrent] operators.
final class RecurrentKernels {
  private RecurrentKernels() {}

  static PlainKernel plan(Signature s, Recurrent op) {
    long hidden = s.inShape(1).dim(1);
    ScratchRows rows = ScratchRows.of(s.inType(0));
    RecurrentCell cell =
        switch (op) {
          case Gru gru -> new GruCell(gru, hidden, rows);
          case Lstm lstm -> new LstmCell(lstm, hidden, rows);
          case Rnn rnn -> new RnnCell(rnn, hidden, rows);
        };
    return new RecurrentSweep(s, op, cell);
  }
}
