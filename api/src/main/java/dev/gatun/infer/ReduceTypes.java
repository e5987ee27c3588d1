package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.Ints;
import dev.gatun.op.Reduce;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of reductions.
final class ReduceTypes {
  private ReduceTypes() {}

  static @Nullable TensorType reduce(Reduce op, Operands in) {
    return in.likeFirst(x -> reduce(op, x, in));
  }

  private static @Nullable List<Dim> reduce(Reduce op, List<Dim> x, Operands in) {
    Ints axes = op.axes();
    if (axes == null) {
      return unbound(op, x, in.dims(1));
    }
    if (axes.isEmpty() && op.noopWithEmptyAxes()) {
      return x;
    }
    return without(
        x, axes.isEmpty() ? Ints.range(0, x.size()) : Dims.axes(axes, x.size()), op.keepDims());
  }

  /// While the axes are not known their number may be: then so is the result's rank.
  private static @Nullable List<Dim> unbound(Reduce op, List<Dim> x, @Nullable List<Dim> axes) {
    if (op.keepDims()) {
      return Dims.unknown(x.size());
    }
    if (axes == null
        || axes.size() != 1
        || !(axes.getFirst() instanceof Dim.Known count)
        || count.value() == 0) {
      return null;
    }
    return count.value() > x.size() ? null : Dims.unknown(x.size() - (int) count.value());
  }

  static TensorType argReduce(ArgReduce op, Operands in) {
    return in.typed(
        DType.INT64,
        x -> {
          int axis = Dims.axis(op.axis(), x.size());
          if (x.get(axis) instanceof Dim.Known extent && extent.value() == 0) {
            throw new InvalidInputException("got no elements on axis " + axis + ", required one");
          }
          return without(x, Ints.of(axis), op.keepDims());
        });
  }

  private static List<Dim> without(List<Dim> x, Ints axes, boolean keepDims) {
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      if (!axes.contains(i)) {
        out.add(x.get(i));
      } else if (keepDims) {
        out.add(Dim.of(1));
      }
    }
    return out;
  }
}
