package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Gru;
import dev.gatun.op.Ints;
import dev.gatun.op.Lstm;
import dev.gatun.op.Op;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Rnn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Recurrent] operators.
final class RecurrentRules {
  private RecurrentRules() {}

  /// The operator with all components filled in that are known: it has none that are inputs.
  static Op bind(Recurrent op, Operands in) {
    in.requireFloat(0);
    return op;
  }

  /// The places of parameter inputs that are not bound yet.
  static Ints unbound(Recurrent op) {
    return switch (op) {
      case Gru _, Lstm _, Rnn _ -> Ints.EMPTY;
    };
  }

  /// The types of all outputs, null where nothing is known.
  static List<@Nullable TensorType> types(Recurrent op, Operands in) {
    int outputs = in.node().outputs().size();
    if (outputs > op.outputs()) {
      throw new InvalidInputException(
          "got " + outputs + " outputs, required " + op.outputs() + " at most");
    }
    requireOneType(in);
    in.requireIndices(2);
    Extents extents = extents(op, in);
    List<@Nullable TensorType> types = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      boolean all = i == 0;
      types.add(in.likeFirst(_ -> all ? extents.sequences() : extents.states()));
    }
    return types;
  }

  private static void requireOneType(Operands in) {
    TensorType x = in.type(0);
    for (int i = 1; i < in.count(); i++) {
      TensorType other = in.type(i);
      if (i != 2 && x != null && other != null && other.dtype() != x.dtype()) {
        DType got = other.dtype();
        throw new InvalidInputException(
            "got input " + i + " of " + got + ", required " + x.dtype() + " as in input 0");
      }
    }
  }

  /// @param steps T
  /// @param directions D
  /// @param batch B
  /// @param hidden H
  private record Extents(Dim steps, Dim directions, Dim batch, Dim hidden) {
    List<Dim> sequences() {
      return List.of(steps, directions, batch, hidden);
    }

    List<Dim> states() {
      return List.of(directions, batch, hidden);
    }
  }

  private static Extents extents(Recurrent op, Operands in) {
    int directions = op.recurrence().directions();
    List<Dim> x = ranked(in, 0, 3);
    List<Dim> r = ranked(in, 1, 3);
    List<Dim> lengths = ranked(in, 2, 1);
    Dims.require(r.get(0), directions, "directions of the weights");
    Dim hidden = unit(r.get(1), r.get(2), op.gates(), "gates of the weights");
    hidden = unit(hidden, x.get(2), directions * op.gates(), "gates of the inputs");
    List<Dim> state = ranked(in, 3, 3);
    hidden = Dims.unify(state.get(2), hidden, "extent of input 3");
    Dim batch = Dims.unify(x.get(1), lengths.get(0), "batch");
    batch = Dims.unify(state.get(1), batch, "extent of input 3");
    Dim known = Dim.of(directions);
    Extents extents = new Extents(x.get(0), known, batch, hidden);
    requireState(3, extents, in);
    switch (op) {
      case Lstm _ -> {
        requireState(4, extents, in);
        requireParameters(5, 3, extents, in);
      }
      case Gru _ -> requireParameters(4, 1, extents, in);
      case Rnn _ -> {}
    }
    return extents;
  }

  /// The extents of an input; unknown ones where they are not known or the input is absent.
  private static List<Dim> ranked(Operands in, int place, int rank) {
    List<Dim> dims = in.dims(place);
    if (dims == null) {
      return Dims.unknown(rank);
    }
    Dims.requireRank(dims, rank, "input " + place);
    return dims;
  }

  /// The unit of which an extent is a known multiple.
  private static Dim unit(Dim unit, Dim whole, int times, String what) {
    if (!(whole instanceof Dim.Known known)) {
      return unit;
    }
    if (known.value() % times != 0) {
      throw new InvalidInputException(
          "got " + what + " " + known + ", required a multiple of " + times);
    }
    return Dims.unify(Dim.of(known.value() / times), unit, what + " / " + times);
  }

  private static void requireState(int place, Extents extents, Operands in) {
    List<Dim> state = ranked(in, place, 3);
    for (int i = 0; i < 3; i++) {
      Dims.unify(state.get(i), extents.states().get(i), "extent of input " + place);
    }
  }

  private static void requireParameters(int place, int vectors, Extents extents, Operands in) {
    List<Dim> parameters = ranked(in, place, 2);
    String what = "extent of input " + place;
    Dims.unify(parameters.get(0), extents.directions(), what);
    unit(extents.hidden(), parameters.get(1), vectors, what);
  }
}
