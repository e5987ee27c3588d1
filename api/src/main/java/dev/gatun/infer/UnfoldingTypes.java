package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.Ints;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of operators that take windows apart or put them together at places of their
/// own.
final class UnfoldingTypes {
  private UnfoldingTypes() {}

  static Col2Im bind(Col2Im op, Operands in) {
    Ints image = in.ints(1);
    Ints block = in.ints(2);
    return op.image() != null || image == null || block == null
        ? op
        : new Col2Im(image, op.window().resolve(block, null));
  }

  static @Nullable TensorType blocks(Col2Im op, Operands in) {
    in.requireFloat(0);
    return in.likeFirst(x -> {
      Dims.requireRank(x, 3, "input");
      Ints image = op.image();
      Contents contents = in.contents(1);
      if (image == null) {
        return contents == null ? null : pictures(x, Dim.UNKNOWN, contents.dims());
      }
      Window window = op.window();
      if (window.rank() != image.size()) {
        throw new InvalidInputException(
            "got blocks " + window.kernel() + ", required one extent for each of image " + image);
      }
      ExtentTypes.requireNotNegative(image, "image");
      long block = 1;
      long places = 1;
      for (int i = 0; i < image.size(); i++) {
        block = Math.multiplyExact(block, window.kernel().get(i));
        places = Math.multiplyExact(places, window.outputExtent(i, image.get(i), false));
      }
      Dims.require(x.get(2), places, "places of blocks");
      return pictures(x, divided(x.get(1), block), Dims.of(image.toArray()));
    });
  }

  private static List<Dim> pictures(List<Dim> x, Dim channels, List<Dim> image) {
    List<Dim> out = new ArrayList<>(List.of(x.get(0), channels));
    out.addAll(image);
    return out;
  }

  private static Dim divided(Dim dim, long block) {
    if (!(dim instanceof Dim.Known known)) {
      return Dim.UNKNOWN;
    }
    if (known.value() % block != 0) {
      throw new InvalidInputException(
          "got " + dim + " rows of blocks, required a multiple of " + block);
    }
    return Dim.of(known.value() / block);
  }

  static DeformConv bind(DeformConv op, Operands in) {
    List<Dim> weights = in.dims(1);
    long[] extents =
        weights == null || weights.size() != 4 ? null : Dims.known(weights.subList(2, 4));
    return extents == null
        ? op
        : new DeformConv(
            op.window().resolve(Ints.of(extents), null), op.groups(), op.offsetGroups());
  }

  static @Nullable TensorType deformed(DeformConv op, Operands in) {
    in.requireFloat(0);
    in.requireSameDType(0, in.count());
    return in.likeFirst(x -> {
      Dims.requireRank(x, 4, "input");
      List<Dim> w = in.dims(1);
      List<Dim> offsets = in.dims(2);
      if (w == null || offsets == null) {
        return Dims.unknown(4);
      }
      Dims.requireRank(w, 4, "weights");
      Dims.requireRank(offsets, 4, "offsets");
      requireGroups(op, x.get(1), w);
      Dim n = Dims.unify(x.get(0), offsets.get(0), "batch of offsets");
      Dim outH = extent(op.window(), 0, x.get(2), offsets.get(2));
      Dim outW = extent(op.window(), 1, x.get(3), offsets.get(3));
      requireTaps(op, in, List.of(n, outH, outW));
      requireBias(in, w.get(0));
      return List.of(n, w.get(0), outH, outW);
    });
  }

  private static void requireGroups(DeformConv op, Dim inC, List<Dim> w) {
    boolean fits = true;
    if (inC instanceof Dim.Known c) {
      fits = c.value() % op.offsetGroups() == 0;
      fits &= !(w.get(1) instanceof Dim.Known each) || each.value() * op.groups() == c.value();
    }
    fits &= !(w.get(0) instanceof Dim.Known outC) || outC.value() % op.groups() == 0;
    if (!fits) {
      throw new InvalidInputException(
          "got "
              + inC
              + " channels and weights "
              + Dims.text(w)
              + ", required them to fit "
              + op.groups()
              + " groups and "
              + op.offsetGroups()
              + " offset groups");
    }
  }

  private static Dim extent(Window window, int axis, Dim input, Dim offsets) {
    boolean resolved = window.rank() == 2 && !window.strides().isEmpty();
    return resolved && input instanceof Dim.Known known
        ? Dims.unify(
            offsets,
            Dim.of(window.outputExtent(axis, known.value(), false)),
            "extent of offsets on axis " + (2 + axis))
        : offsets;
  }

  private static void requireTaps(DeformConv op, Operands in, List<Dim> places) {
    Ints kernel = op.window().kernel();
    for (int i : new int[] {2, 4}) {
      List<Dim> dims = in.dims(i);
      if (dims == null) {
        continue;
      }
      String what = i == 2 ? "offsets" : "mask";
      Dims.requireRank(dims, 4, what);
      Dims.unify(dims.get(0), places.get(0), "batch of " + what);
      Dims.unify(dims.get(2), places.get(1), "rows of " + what);
      Dims.unify(dims.get(3), places.get(2), "columns of " + what);
      if (kernel.size() == 2) {
        long taps = op.offsetGroups() * kernel.get(0) * kernel.get(1);
        Dims.require(dims.get(1), i == 2 ? 2 * taps : taps, "channels of " + what);
      }
    }
  }

  private static void requireBias(Operands in, Dim outC) {
    List<Dim> bias = in.dims(3);
    if (bias != null) {
      Dims.requireRank(bias, 1, "bias");
      Dims.unify(bias.get(0), outC, "bias length");
    }
  }

  static MaxUnpool bind(MaxUnpool op, Operands in) {
    if (op.outShape() != null) {
      return op;
    }
    List<Dim> x = in.dims(0);
    long[] dims = in.has(2) || x == null ? null : Dims.known(unpooledDims(op, x));
    Ints shape = in.has(2) ? in.ints(2) : dims == null ? null : Ints.of(dims);
    return shape == null ? op : new MaxUnpool(op.window(), shape);
  }

  static @Nullable TensorType unpooled(MaxUnpool op, Operands in) {
    in.requireIndices(1);
    return in.likeFirst(x -> {
      requireSameDims(x, in.dims(1));
      List<Dim> least = unpooledDims(op, x);
      Ints shape = op.outShape();
      if (shape == null) {
        Contents contents = in.contents(2);
        return !in.has(2) ? least : contents == null ? Dims.unknown(x.size()) : contents.dims();
      }
      List<Dim> out = Dims.of(shape.toArray());
      Dims.requireRank(out, x.size(), "output shape");
      for (int i = 0; i < out.size(); i++) {
        if (least.get(i) instanceof Dim.Known known && shape.get(i) < known.value()) {
          throw new InvalidInputException(
              "got output shape " + shape + ", required " + Dims.text(least) + " or more");
        }
      }
      return out;
    });
  }

  private static void requireSameDims(List<Dim> x, @Nullable List<Dim> indices) {
    if (indices == null) {
      return;
    }
    Dims.requireRank(indices, x.size(), "indices");
    for (int i = 0; i < x.size(); i++) {
      Dims.unify(indices.get(i), x.get(i), "extent of indices on axis " + i);
    }
  }

  private static List<Dim> unpooledDims(MaxUnpool op, List<Dim> x) {
    Dims.requireRank(x, op.window().rank() + 2, "input");
    List<Dim> out = new ArrayList<>(x.subList(0, 2));
    for (int i = 2; i < x.size(); i++) {
      out.add(
          x.get(i) instanceof Dim.Known known
              ? Dim.of(
                  Math.max(0, known.value() == 0 ? 0 : op.unpooledExtent(i - 2, known.value())))
              : Dim.UNKNOWN);
    }
    return out;
  }
}
