package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.LinearAttention;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of [LinearAttention].
final class AttentionTypes {
  private AttentionTypes() {}

  static List<@Nullable TensorType> linear(LinearAttention op, Operands in) {
    for (int i = 0; i < in.count(); i++) {
      in.requireFloat(i);
    }
    in.requireSameDType(0, 3);
    List<Dim> q = ranked(in, 0, 3);
    List<Dim> k = ranked(in, 1, 3);
    List<Dim> v = ranked(in, 2, 3);
    List<Dim> state = ranked(in, 3, 4);
    Dim batch = Dims.unify(q.get(0), Dims.unify(k.get(0), v.get(0), "batch of k"), "batch of q");
    batch = Dims.unify(batch, state.get(0), "batch of the state");
    Dim steps = Dims.unify(q.get(1), Dims.unify(k.get(1), v.get(1), "steps of k"), "steps of q");
    Dims.require(state.get(1), op.keyHeads(), "heads of the state");
    Dim size = Dims.unify(part(q.get(2), op.heads(), "q"), state.get(2), "size of heads of q");
    size = Dims.unify(part(k.get(2), op.keyHeads(), "k"), size, "size of heads of k");
    Dim width = Dims.unify(part(v.get(2), op.keyHeads(), "v"), state.get(3), "size of heads of v");
    requireGate(4, "decay", batch, steps, op.keyHeads(), whole(size, op.keyHeads()), in);
    requireGate(5, "beta", batch, steps, op.keyHeads(), Dim.of(1), in);
    List<@Nullable TensorType> types = new ArrayList<>();
    List<Dim> y = List.of(batch, steps, whole(width, op.heads()));
    types.add(in.likeFirst(_ -> y));
    if (in.node().outputs().size() > 1) {
      List<Dim> last = List.of(batch, Dim.of(op.keyHeads()), size, width);
      TensorType first = in.has(3) ? in.type(3) : in.type(0);
      types.add(first == null ? null : new TensorType(first.dtype(), last));
    }
    return types;
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

  private static Dim part(Dim whole, int heads, String what) {
    if (!(whole instanceof Dim.Known known)) {
      return Dim.UNKNOWN;
    }
    if (known.value() % heads != 0) {
      throw new InvalidInputException(
          "got " + what + " of width " + known + ", required a multiple of " + heads + " heads");
    }
    return Dim.of(known.value() / heads);
  }

  private static Dim whole(Dim part, int heads) {
    return part instanceof Dim.Known known
        ? Dim.of(Math.multiplyExact(known.value(), heads))
        : Dim.UNKNOWN;
  }

  /// A gate has one number per step and head, or so many as `other` says.
  private static void requireGate(
      int place, String what, Dim batch, Dim steps, int heads, Dim other, Operands in) {
    List<Dim> dims = ranked(in, place, 3);
    Dims.unify(dims.get(0), batch, "batch of " + what);
    Dims.unify(dims.get(1), steps, "steps of " + what);
    if (dims.get(2) instanceof Dim.Known got
        && got.value() != heads
        && other.isKnown()
        && !got.equals(other)) {
      throw new InvalidInputException(
          "got " + what + " of width " + got + ", required " + heads + " or " + other);
    }
  }
}
