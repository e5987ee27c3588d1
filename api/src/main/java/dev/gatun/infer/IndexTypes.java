package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.GatherNd;
import dev.gatun.op.OneHot;
import dev.gatun.op.ReverseSequence;
import dev.gatun.op.ScatterElements;
import dev.gatun.op.TensorScatter;
import dev.gatun.op.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of operators that pick or place elements by index.
final class IndexTypes {
  private IndexTypes() {}

  static @Nullable TensorType gather(Gather op, Operands in) {
    in.requireIndices(1);
    return in.likeFirst(x -> {
      int axis = Dims.axis(op.axis(), x.size());
      List<Dim> indices = in.dims(1);
      if (indices == null) {
        return null;
      }
      List<Dim> out = new ArrayList<>(x.subList(0, axis));
      out.addAll(indices);
      out.addAll(x.subList(axis + 1, x.size()));
      return out;
    });
  }

  static @Nullable TensorType gatherElements(GatherElements op, Operands in) {
    in.requireIndices(1);
    return in.likeFirst(x -> {
      int axis = Dims.axis(op.axis(), x.size());
      List<Dim> indices = in.dims(1);
      if (indices != null) {
        requireWithin(indices, x, axis);
      }
      return indices;
    });
  }

  private static void requireWithin(List<Dim> indices, List<Dim> x, int axis) {
    Dims.requireRank(indices, x.size(), "indices");
    for (int i = 0; i < x.size(); i++) {
      if (i != axis
          && indices.get(i) instanceof Dim.Known got
          && x.get(i) instanceof Dim.Known most
          && got.value() > most.value()) {
        throw new InvalidInputException(
            "got indices of shape "
                + Dims.text(indices)
                + ", required extents of at most "
                + Dims.text(x)
                + " on every axis but "
                + axis);
      }
    }
  }

  static @Nullable TensorType gatherNd(GatherNd op, Operands in) {
    in.requireIndices(1);
    return in.likeFirst(x -> {
      List<Dim> indices = in.dims(1);
      return indices == null ? null : tuples(indices, x, op.batchDims());
    });
  }

  /// Extents of what index tuples pick: those of the tuples, then those of the slices; null where
  /// their length is not known.
  private static @Nullable List<Dim> tuples(List<Dim> indices, List<Dim> x, int batchDims) {
    Dims.requireRankAtLeast(indices, batchDims + 1, "indices");
    Dims.requireRankAtLeast(x, batchDims, "input");
    for (int i = 0; i < batchDims; i++) {
      Dims.unify(indices.get(i), x.get(i), "extent on batch axis " + i);
    }
    if (!(indices.getLast() instanceof Dim.Known length)) {
      return null;
    }
    if (length.value() < 1 || length.value() > x.size() - batchDims) {
      throw new InvalidInputException(
          "got index tuples of length " + length + ", required 1 to " + (x.size() - batchDims));
    }
    List<Dim> out = new ArrayList<>(indices.subList(0, indices.size() - 1));
    out.addAll(x.subList(batchDims + (int) length.value(), x.size()));
    return out;
  }

  static @Nullable TensorType scatterElements(ScatterElements op, Operands in) {
    in.requireIndices(1);
    requireUpdateType(in, 2);
    return in.likeFirst(x -> {
      int axis = Dims.axis(op.axis(), x.size());
      List<Dim> indices = in.dims(1);
      List<Dim> updates = in.dims(2);
      if (indices != null) {
        requireWithin(indices, x, axis);
      }
      if (indices != null && updates != null) {
        requireEqual(updates, indices);
      }
      return x;
    });
  }

  static @Nullable TensorType scatterNd(Operands in) {
    in.requireIndices(1);
    requireUpdateType(in, 2);
    return in.likeFirst(x -> {
      List<Dim> indices = in.dims(1);
      List<Dim> updates = in.dims(2);
      List<Dim> required = indices == null ? null : tuples(indices, x, 0);
      if (required != null && updates != null) {
        requireEqual(updates, required);
      }
      return x;
    });
  }

  private static void requireUpdateType(Operands in, int place) {
    TensorType x = in.type(0);
    TensorType updates = in.type(place);
    if (x != null && updates != null && x.dtype() != updates.dtype()) {
      throw new InvalidInputException(
          "got updates of " + updates.dtype() + ", required the input's " + x.dtype());
    }
  }

  private static void requireEqual(List<Dim> updates, List<Dim> required) {
    Dims.requireRank(updates, required.size(), "updates");
    for (int i = 0; i < updates.size(); i++) {
      Dims.unify(updates.get(i), required.get(i), "updates' extent on axis " + i);
    }
  }

  static @Nullable TensorType reverseSequence(ReverseSequence op, Operands in) {
    in.requireIndices(1);
    return in.likeFirst(x -> {
      Dims.requireRankAtLeast(x, 2, "input");
      requireBatch(in.dims(1), x.get(op.batchAxis()), "lengths");
      return x;
    });
  }

  private static void requireBatch(@Nullable List<Dim> vector, Dim batch, String what) {
    if (vector != null) {
      Dims.requireRank(vector, 1, what);
      Dims.unify(vector.getFirst(), batch, "number of " + what);
    }
  }

  static @Nullable TensorType tensorScatter(TensorScatter op, Operands in) {
    in.requireIndices(2);
    requireUpdateType(in, 1);
    return in.likeFirst(x -> {
      int axis = Dims.axis(op.axis(), x.size());
      if (axis == 0) {
        throw new InvalidInputException(
            "got axis "
                + op.axis()
                + " for rank "
                + x.size()
                + ", required another than the first");
      }
      requireBatch(in.dims(2), x.getFirst(), "places");
      List<Dim> update = in.dims(1);
      if (update != null) {
        requireUpdate(update, x, axis);
      }
      return x;
    });
  }

  private static void requireUpdate(List<Dim> update, List<Dim> x, int axis) {
    Dims.requireRank(update, x.size(), "update");
    for (int i = 0; i < x.size(); i++) {
      if (i != axis) {
        Dims.unify(update.get(i), x.get(i), "update's extent on axis " + i);
      }
    }
    if (update.get(axis) instanceof Dim.Known got
        && x.get(axis) instanceof Dim.Known most
        && got.value() > most.value()) {
      throw new InvalidInputException(
          "got an update of " + got + " places, required " + most + " at most");
    }
  }

  static List<@Nullable TensorType> topK(TopK op, Operands in) {
    Operands.Rule rule =
        x -> {
          int axis = Dims.axis(op.axis(), x.size());
          Long k = op.k();
          long most = x.get(axis) instanceof Dim.Known extent ? extent.value() : Long.MAX_VALUE;
          if (k != null && (k < 0 || k > most)) {
            throw new InvalidInputException(
                "got k " + k + ", required 0 to " + x.get(axis) + ", the extent of axis " + axis);
          }
          List<Dim> out = new ArrayList<>(x);
          out.set(axis, k == null ? Dim.UNKNOWN : Dim.of(k));
          return out;
        };
    return Arrays.asList(in.likeFirst(rule), in.typed(DType.INT64, rule));
  }

  private static boolean isTwo(List<Dim> dims) {
    return dims.getFirst() instanceof Dim.Known known && known.value() == 2;
  }

  static @Nullable TensorType oneHot(OneHot op, Operands in) {
    TensorType values = in.type(2);
    if (values == null) {
      return null;
    }
    List<Dim> pair = values.dims();
    if (pair != null && (pair.size() != 1 || (pair.getFirst().isKnown() && !isTwo(pair)))) {
      throw new InvalidInputException(
          "got values of shape " + Dims.text(pair) + ", required [2]: those of off and on");
    }
    List<Dim> indices = in.dims(0);
    if (indices == null) {
      return new TensorType(values.dtype(), null);
    }
    if (op.depth() != null && op.depth() < 0) {
      throw new InvalidInputException("got depth " + op.depth() + ", required 0 or more");
    }
    List<Dim> out = new ArrayList<>(indices);
    int axis = Dims.axis(op.axis(), indices.size() + 1);
    out.add(axis, op.depth() == null ? Dim.UNKNOWN : Dim.of(op.depth()));
    return new TensorType(values.dtype(), out);
  }
}
