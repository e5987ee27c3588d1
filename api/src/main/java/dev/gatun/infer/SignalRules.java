package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Dft;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Signal] operators.
final class SignalRules {
  private SignalRules() {}

  /// The operator with all components filled in that are known.
  static Op bind(Signal op, Operands in) {
    return switch (op) {
      case Dft d -> bind(d, in);
    };
  }

  private static Dft bind(Dft op, Operands in) {
    Long axis = op.axis() == null ? in.scalar(2) : Long.valueOf(op.axis());
    Long length = op.length() == null ? in.scalar(1) : op.length();
    List<Dim> x = in.dims(0);
    if (axis == null) {
      return new Dft(null, length, op.inverse(), op.oneSided());
    }
    int bound = x == null ? Math.toIntExact(axis) : signalAxis(axis, x.size());
    if (length == null && !in.has(1) && x != null && x.get(bound) instanceof Dim.Known extent) {
      length = op.inverse() && op.oneSided() ? 2 * (extent.value() - 1) : extent.value();
    }
    return new Dft(bound, length, op.inverse(), op.oneSided());
  }

  private static int signalAxis(long axis, int rank) {
    int front = Dims.axis(axis, rank);
    if (front == rank - 1) {
      throw new InvalidInputException(
          "got axis " + axis + " for rank " + rank + ", required one before the last");
    }
    return front;
  }

  /// The places of parameter inputs that are not bound yet.
  static Ints unbound(Signal op) {
    return switch (op) {
      case Dft d ->
          d.length() == null
              ? d.axis() == null ? Ints.of(1, 2) : Ints.of(1)
              : d.axis() == null ? Ints.of(2) : Ints.EMPTY;
    };
  }

  /// The types of all outputs, null where nothing is known.
  static List<@Nullable TensorType> types(Signal op, Operands in) {
    in.requireFloat(0);
    List<@Nullable TensorType> types = new ArrayList<>();
    types.add(
        switch (op) {
          case Dft d -> in.likeFirst(x -> transformed(d, x));
        });
    return types;
  }

  private static List<Dim> transformed(Dft op, List<Dim> x) {
    Dims.requireRankAtLeast(x, 2, "x");
    requireNumbers(op, x.getLast());
    requireLength(op);
    List<Dim> y = new ArrayList<>(op.axis() == null ? Dims.unknown(x.size()) : x);
    if (op.axis() != null) {
      Long n = op.length();
      y.set(op.axis(), n == null ? Dim.UNKNOWN : Dim.of(op.outputExtent(n)));
    }
    y.set(x.size() - 1, Dim.of(op.inverse() && op.oneSided() ? 1 : 2));
    return y;
  }

  private static void requireNumbers(Dft op, Dim last) {
    if (!(last instanceof Dim.Known known)) {
      return;
    }
    boolean realOnly = op.oneSided() && !op.inverse();
    if (known.value() != 1 && (known.value() != 2 || realOnly)) {
      throw new InvalidInputException(
          "got a last axis of extent "
              + known.value()
              + ", required 1 for real numbers"
              + (realOnly
                  ? ", of which alone there is a one-sided transform"
                  : " or 2 for complex ones"));
    }
  }

  private static void requireLength(Dft op) {
    Long n = op.length();
    long least = op.oneSided() ? 1 : 0;
    if (n != null && (n < least || n > Dft.MAX_LENGTH)) {
      throw new InvalidInputException(
          "got length " + n + ", required " + least + " to " + Dft.MAX_LENGTH);
    }
  }
}
