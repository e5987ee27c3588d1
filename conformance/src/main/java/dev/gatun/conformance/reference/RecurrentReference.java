package dev.gatun.conformance.reference;

import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.op.GateFunction;
import dev.gatun.op.Gru;
import dev.gatun.op.Lstm;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Rnn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The [Recurrent] operators by their definitions, one sequence and one unit at a time.
final class RecurrentReference {
  private final Recurrent op;
  private final Operands o;
  private final int steps;
  private final int batch;
  private final int hidden;

  private RecurrentReference(Recurrent op, Operands o) {
    this.op = op;
    this.o = o;
    this.steps = o.in(0).shape().intDim(0);
    this.batch = o.in(0).shape().intDim(1);
    this.hidden = o.in(1).shape().intDim(1);
  }

  static void run(Recurrent op, Operands o) {
    RecurrentReference reference = new RecurrentReference(op, o);
    for (int d = 0; d < op.recurrence().directions(); d++) {
      for (int b = 0; b < reference.batch; b++) {
        reference.sequence(d, b);
      }
    }
  }

  private void sequence(int d, int b) {
    int length = length(b);
    double[] h = state(3, d, b);
    double[] c = state(4, d, b);
    for (int t = length; t < steps; t++) {
      store(
          o.optionalOut(0), (t * op.recurrence().directions() + d) * batch + b, new double[hidden]);
    }
    for (int s = 0; s < length; s++) {
      int t = op.recurrence().isReverse(d) ? length - 1 - s : s;
      switch (op) {
        case Rnn _ -> rnn(d, b, t, h);
        case Gru gru -> gru(gru, d, b, t, h);
        case Lstm lstm -> lstm(lstm, d, b, t, h, c);
      }
      store(o.optionalOut(0), (t * op.recurrence().directions() + d) * batch + b, h);
    }
    store(o.optionalOut(1), d * batch + b, h);
    store(o.optionalOut(2), d * batch + b, c);
  }

  private int length(int b) {
    Tensor lengths = o.optional(2);
    long length = lengths == null ? steps : lengths.getLong(b);
    if (length < 0 || length > steps) {
      throw new InvalidInputException(
          o.operator() + ": got a sequence of length " + length + ", required 0 to " + steps);
    }
    return (int) length;
  }

  private double[] state(int place, int d, int b) {
    double[] state = new double[hidden];
    Tensor start = op instanceof Lstm || place == 3 ? o.optional(place) : null;
    for (int j = 0; start != null && j < hidden; j++) {
      state[j] = start.getDouble((long) (d * batch + b) * hidden + j);
    }
    return state;
  }

  private void store(@Nullable Tensor to, int row, double[] values) {
    for (int j = 0; to != null && j < hidden; j++) {
      to.setDouble((long) row * hidden + j, values[j]);
    }
  }

  private void rnn(int d, int b, int t, double[] h) {
    double[] last = h.clone();
    for (int j = 0; j < hidden; j++) {
      h[j] = function(d, 0, input(d, b, t, 0, j) + product(last, d, 0, j));
    }
  }

  private void gru(Gru gru, int d, int b, int t, double[] h) {
    double[] last = h.clone();
    double[] reset = new double[hidden];
    double[] kept = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      reset[j] = function(d, 0, input(d, b, t, 1, j) + product(last, d, 1, j));
      kept[j] = reset[j] * last[j];
    }
    for (int j = 0; j < hidden; j++) {
      double update = function(d, 0, input(d, b, t, 0, j) + product(last, d, 0, j));
      double recurrent =
          gru.resetAfter()
              ? reset[j] * (product(last, d, 2, j) + parameter(4, 1, d, 0, j))
              : product(kept, d, 2, j);
      double candidate = function(d, 1, input(d, b, t, 2, j) + recurrent);
      h[j] = (1 - update) * candidate + update * last[j];
    }
  }

  private void lstm(Lstm lstm, int d, int b, int t, double[] h, double[] c) {
    double[] last = h.clone();
    double[] sums = new double[4];
    for (int j = 0; j < hidden; j++) {
      for (int gate = 0; gate < 4; gate++) {
        sums[gate] = input(d, b, t, gate, j) + product(last, d, gate, j);
      }
      double in = function(d, 0, sums[0] + parameter(5, 3, d, 0, j) * c[j]);
      double forget =
          lstm.coupledForget() ? 1 - in : function(d, 0, sums[2] + parameter(5, 3, d, 2, j) * c[j]);
      c[j] = forget * c[j] + in * function(d, 1, sums[3]);
      double out = function(d, 0, sums[1] + parameter(5, 3, d, 1, j) * c[j]);
      h[j] = out * unclipped(d, 2, c[j]);
    }
  }

  private double input(int d, int b, int t, int gate, int j) {
    int gates = op.gates();
    long row = ((long) t * batch + b) * op.recurrence().directions() + d;
    return o.in(0).getDouble((row * gates + gate) * hidden + j);
  }

  private double product(double[] state, int d, int gate, int j) {
    double[] products = new double[hidden];
    for (int k = 0; k < hidden; k++) {
      long row = (long) d * hidden + k;
      products[k] = state[k] * o.in(1).getDouble((row * op.gates() + gate) * hidden + j);
    }
    return Arrays.stream(products).sum();
  }

  /// An element of an optional vector of `[D, vectors·H]`, 0 where it is absent.
  private double parameter(int place, int vectors, int d, int vector, int j) {
    Tensor parameters = o.optional(place);
    return parameters == null
        ? 0
        : parameters.getDouble(((long) d * vectors + vector) * hidden + j);
  }

  private double function(int d, int index, double x) {
    double clip = op.recurrence().clip();
    return unclipped(d, index, Math.max(-clip, Math.min(clip, x)));
  }

  private double unclipped(int d, int index, double x) {
    GateFunction f = op.recurrence().functions().get(d * op.functions() + index);
    return f.outer() * Activations.apply(f.function(), f.inner() * x) + f.shift();
  }
}
