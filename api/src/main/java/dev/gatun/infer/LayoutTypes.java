package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Concat;
import dev.gatun.op.Flatten;
import dev.gatun.op.Ints;
import dev.gatun.op.Reshape;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unsqueeze;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of operators that rearrange elements without changing them: reshapes, permutations, joins
/// and cuts.
final class LayoutTypes {
  private LayoutTypes() {}

  static @Nullable TensorType reshape(Reshape op, Operands in) {
    TensorType x = in.type(0);
    if (x == null) {
      return null;
    }
    Contents wanted = op.dims() == null ? in.contents(1) : contents(op.dims());
    return new TensorType(x.dtype(), wanted == null ? null : reshape(op, x.dims(), wanted));
  }

  private static Contents contents(Ints values) {
    List<Item> items = new ArrayList<>();
    for (long value : values.toArray()) {
      items.add(new Item.Whole(value));
    }
    return new Contents(DType.INT64, Shape.of(values.size()), items);
  }

  private static List<Dim> reshape(Reshape op, @Nullable List<Dim> x, Contents wanted) {
    List<Dim> out = new ArrayList<>();
    int rest = -1;
    for (int i = 0; i < wanted.size(); i++) {
      Item item = wanted.get(i);
      out.add(item.dim());
      if (!(item instanceof Item.Whole whole)) {
        continue;
      }
      if (whole.value() < -1) {
        throw new InvalidInputException(
            "got extents " + text(wanted) + ", required every extent −1, 0 or more");
      }
      if (whole.value() == 0 && !op.allowZero()) {
        out.set(i, copied(x, i, wanted));
      } else if (whole.value() == -1) {
        if (rest >= 0) {
          throw new InvalidInputException(
              "got extents " + text(wanted) + ", required −1 at most once");
        }
        rest = i;
      }
    }
    if (op.allowZero() && rest >= 0 && out.contains(Dim.of(0))) {
      throw new InvalidInputException(
          "got extents " + text(wanted) + " with allowzero, required no 0 beside −1");
    }
    if (x != null) {
      settle(x, out, rest, wanted);
    }
    return out;
  }

  private static Dim copied(@Nullable List<Dim> x, int i, Contents wanted) {
    if (x != null && i >= x.size()) {
      throw new InvalidInputException(
          "got extents "
              + text(wanted)
              + ", required no 0 on axis "
              + i
              + ", which the input "
              + Dims.text(x)
              + " lacks");
    }
    return x == null ? Dim.UNKNOWN : x.get(i);
  }

  /// Computes what −1 stands for, and holds the element counts against each other.
  private static void settle(List<Dim> x, List<Dim> out, int rest, Contents wanted) {
    if (rest < 0) {
      if (Dims.product(x) instanceof Dim.Known count
          && Dims.product(out) instanceof Dim.Known got
          && count.value() != got.value()) {
        throw new InvalidInputException(
            "got extents "
                + text(wanted)
                + " with "
                + got
                + " elements, required "
                + count
                + " as the input "
                + Dims.text(x)
                + " has");
      }
      return;
    }
    List<Dim> left = new ArrayList<>(x);
    List<Dim> others = new ArrayList<>(out);
    others.remove(rest);
    cancel(left, others);
    Dim count = Dims.product(left);
    if (!(Dims.product(others) instanceof Dim.Known divisor)) {
      return;
    }
    if (count instanceof Dim.Known known) {
      if (divisor.value() == 0 ? known.value() != 0 : known.value() % divisor.value() != 0) {
        throw new InvalidInputException(
            "got extents "
                + text(wanted)
                + ", required a product that divides the input's "
                + Dims.text(x));
      }
      out.set(rest, Dim.of(divisor.value() == 0 ? 0 : known.value() / divisor.value()));
    } else if (divisor.value() == 1) {
      out.set(rest, count);
    }
  }

  /// Removes symbols that stand on both sides, and ones.
  private static void cancel(List<Dim> left, List<Dim> right) {
    left.removeIf(dim -> dim instanceof Dim.Symbol && right.remove(dim));
  }

  private static String text(Contents wanted) {
    List<String> texts = new ArrayList<>();
    for (Item item : wanted.items()) {
      texts.add(
          switch (item) {
            case Item.Whole whole -> Long.toString(whole.value());
            case Item.Named named -> named.symbol().name();
            case Item.Real _, Item.Unclear _ -> "?";
          });
    }
    return texts.toString().replace(" ", "");
  }

  static List<Dim> flatten(Flatten op, List<Dim> x) {
    int axis = op.axis() == x.size() ? x.size() : x.isEmpty() ? 0 : Dims.axis(op.axis(), x.size());
    return List.of(Dims.product(x.subList(0, axis)), Dims.product(x.subList(axis, x.size())));
  }

  static List<Dim> transpose(Transpose op, List<Dim> x) {
    Ints perm = op.perm();
    if (perm.isEmpty()) {
      return x.reversed();
    }
    boolean valid = perm.size() == x.size();
    for (int i = 0; i < x.size() && valid; i++) {
      valid = perm.contains(i);
    }
    if (!valid) {
      throw new InvalidInputException(
          "got permutation "
              + perm
              + " for rank "
              + x.size()
              + ", required every axis exactly once");
    }
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < perm.size(); i++) {
      out.add(x.get(perm.at(i)));
    }
    return out;
  }

  static @Nullable List<Dim> squeeze(Squeeze op, List<Dim> x) {
    Ints axes = op.axes();
    if (axes == null || (axes.isEmpty() && Dims.known(x) == null)) {
      return null;
    }
    List<Dim> out = new ArrayList<>();
    Ints dropped = Dims.axes(axes, x.size());
    for (int i = 0; i < x.size(); i++) {
      boolean named = dropped.contains(i);
      if (named) {
        Dims.require(x.get(i), 1, "extent of squeezed axis " + i + " of " + Dims.text(x));
      }
      if (!named && !(axes.isEmpty() && Dims.isOne(x.get(i)))) {
        out.add(x.get(i));
      }
    }
    return out;
  }

  static @Nullable List<Dim> unsqueeze(Unsqueeze op, List<Dim> x, Operands in) {
    if (op.axes() == null) {
      List<Dim> count = in.dims(1);
      long[] extents = count == null ? null : Dims.known(count);
      return extents == null || extents.length != 1
          ? null
          : Dims.unknown(x.size() + Math.toIntExact(extents[0]));
    }
    List<Dim> out = new ArrayList<>(x);
    Ints axes = Dims.axes(op.axes(), x.size() + op.axes().size());
    for (int i = 0; i < axes.size(); i++) {
      out.add(axes.at(i), Dim.of(1));
    }
    return out;
  }

  static @Nullable TensorType concat(Concat op, Operands in) {
    in.requireSameDType(0, in.count());
    TensorType known = null;
    boolean ranked = true;
    for (int i = 0; i < in.count(); i++) {
      known = known == null ? in.type(i) : known;
      ranked &= in.dims(i) != null;
    }
    if (known == null) {
      return null;
    }
    return new TensorType(known.dtype(), ranked ? concat(op.axis(), in) : null);
  }

  private static List<Dim> concat(int givenAxis, Operands in) {
    List<Dim> out = null;
    List<Dim> parts = new ArrayList<>();
    int axis = 0;
    for (int i = 0; i < in.count(); i++) {
      List<Dim> x = in.dims(i);
      if (x == null) {
        continue;
      }
      if (out == null) {
        axis = Dims.axis(givenAxis, x.size());
        out = new ArrayList<>(x);
      }
      Dims.requireRank(x, out.size(), "input " + i);
      parts.add(x.get(axis));
      for (int j = 0; j < x.size(); j++) {
        if (j != axis) {
          out.set(j, Dims.unify(x.get(j), out.get(j), "extent on axis " + j + " of input " + i));
        }
      }
    }
    if (out == null) {
      throw new InvalidInputException("got no input, required one or more");
    }
    out.set(axis, Dims.sum(parts));
    return out;
  }

  static List<@Nullable TensorType> split(Split op, Operands in, int outputs) {
    TensorType x = in.type(0);
    List<@Nullable TensorType> types =
        new ArrayList<@Nullable TensorType>(Collections.nCopies(outputs, null));
    if (x == null) {
      return types;
    }
    List<Dim> dims = x.dims();
    if (dims == null) {
      Collections.fill(types, new TensorType(x.dtype(), null));
      return types;
    }
    int axis = Dims.axis(op.axis(), dims.size());
    Ints sizes = op.sizes();
    requireSum(sizes, dims.get(axis), outputs);
    for (int i = 0; i < outputs; i++) {
      List<Dim> part = new ArrayList<>(dims);
      if (sizes != null && !sizes.isEmpty()) {
        part.set(axis, Dim.of(sizes.get(i)));
      } else if (outputs > 1) {
        part.set(axis, Dim.UNKNOWN);
      }
      types.set(i, new TensorType(x.dtype(), part));
    }
    return types;
  }

  private static void requireSum(@Nullable Ints sizes, Dim extent, int outputs) {
    if (sizes == null || sizes.isEmpty()) {
      return;
    }
    long sum = 0;
    for (long size : sizes.toArray()) {
      if (size < 0) {
        throw new InvalidInputException("got sizes " + sizes + ", required sizes of 0 or more");
      }
      sum = Math.addExact(sum, size);
    }
    if (sizes.size() != outputs || (extent instanceof Dim.Known known && known.value() != sum)) {
      throw new InvalidInputException(
          "got sizes "
              + sizes
              + ", required "
              + outputs
              + " sizes that sum to the axis' extent of "
              + extent);
    }
  }
}
