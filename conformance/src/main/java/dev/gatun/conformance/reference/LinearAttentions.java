package dev.gatun.conformance.reference;

import dev.gatun.Tensor;
import dev.gatun.op.LinearAttention;

/// [LinearAttention] by its definition, one head at a time.
final class LinearAttentions {
  private final LinearAttention op;
  private final Operands o;
  private final int batches;
  private final int steps;
  private final int size;
  private final int width;

  private LinearAttentions(LinearAttention op, Operands o) {
    this.op = op;
    this.o = o;
    this.batches = o.in(0).shape().intDim(0);
    this.steps = o.in(0).shape().intDim(1);
    this.size = o.in(0).shape().intDim(2) / op.heads();
    this.width = o.in(2).shape().intDim(2) / op.keyHeads();
  }

  static void run(LinearAttention op, Operands o) {
    LinearAttentions reference = new LinearAttentions(op, o);
    for (int b = 0; b < reference.batches; b++) {
      for (int head = 0; head < op.keyHeads(); head++) {
        reference.head(b, head);
      }
    }
  }

  private void head(int b, int head) {
    double[][] state = new double[size][width];
    Tensor past = o.optional(3);
    Tensor last = o.optionalOut(1);
    long first = ((long) b * op.keyHeads() + head) * size * width;
    for (int d = 0; d < size; d++) {
      for (int e = 0; e < width; e++) {
        state[d][e] = past == null ? 0 : past.getDouble(first + (long) d * width + e);
      }
    }
    for (int t = 0; t < steps; t++) {
      step(state, b, t, head);
    }
    for (int d = 0; d < size && last != null; d++) {
      for (int e = 0; e < width; e++) {
        last.setDouble(first + (long) d * width + e, state[d][e]);
      }
    }
  }

  private void step(double[][] state, int b, int t, int head) {
    for (int d = 0; d < size; d++) {
      for (int e = 0; e < width; e++) {
        state[d][e] *= Math.exp(gate(4, 0, b, t, head, d));
      }
    }
    double[] written = new double[width];
    for (int e = 0; e < width; e++) {
      written[e] = at(2, b, t, head * width + e);
      if (o.optional(5) != null) {
        for (int d = 0; d < size; d++) {
          written[e] -= state[d][e] * at(1, b, t, head * size + d);
        }
        written[e] *= gate(5, 1, b, t, head, 0);
      }
    }
    for (int d = 0; d < size; d++) {
      for (int e = 0; e < width; e++) {
        state[d][e] += at(1, b, t, head * size + d) * written[e];
      }
    }
    int shared = op.heads() / op.keyHeads();
    for (int query = head * shared; query < (head + 1) * shared; query++) {
      for (int e = 0; e < width; e++) {
        double sum = 0;
        for (int d = 0; d < size; d++) {
          sum += at(0, b, t, query * size + d) * state[d][e];
        }
        long place = ((long) b * steps + t) * op.heads() * width + (long) query * width + e;
        o.out().setDouble(place, sum * op.factor(size));
      }
    }
  }

  private double at(int input, int b, int t, int place) {
    Tensor x = o.in(input);
    return x.getDouble(((long) b * steps + t) * x.shape().dim(2) + place);
  }

  /// A number per step, per head, or per row of the state.
  private double gate(int input, double otherwise, int b, int t, int head, int d) {
    Tensor x = o.optional(input);
    if (x == null) {
      return otherwise;
    }
    long wide = x.shape().dim(2);
    int place = wide == op.keyHeads() ? head : wide == 1 ? 0 : head * size + d;
    return at(input, b, t, place);
  }
}
