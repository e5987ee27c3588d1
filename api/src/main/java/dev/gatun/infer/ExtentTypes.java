package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Broadcast;
import dev.gatun.graph.Dim;
import dev.gatun.op.Expand;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.Slice;
import dev.gatun.op.Tile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of operators that change extents axis by axis: slices, pads, repetition.
final class ExtentTypes {
  private ExtentTypes() {}

  static List<Dim> slice(Slice op, List<Dim> x, Operands in) {
    Ints axes = op.axes() != null ? op.axes() : in.has(3) ? in.ints(3) : null;
    Ints starts = op.starts();
    Ints ends = op.ends();
    Ints steps = op.steps();
    if (starts == null || ends == null || axes == null || steps == null) {
      return unbound(x, axes, in);
    }
    List<Dim> out = new ArrayList<>(x);
    for (int i = 0; i < axes.size(); i++) {
      int axis = Dims.axis(axes.get(i), x.size());
      out.set(axis, sliced(x.get(axis), starts.get(i), ends.get(i), steps.get(i)));
    }
    return out;
  }

  private static List<Dim> unbound(List<Dim> x, @Nullable Ints axes, Operands in) {
    Contents starts = in.contents(1);
    Contents ends = in.contents(2);
    if (axes == null && !in.has(3) && starts != null) {
      axes = Ints.range(0, starts.size());
    }
    if (axes == null) {
      return Dims.unknown(x.size());
    }
    Ints steps = in.has(4) ? in.ints(4) : Ints.repeat(axes.size(), 1);
    List<Dim> out = new ArrayList<>(x);
    for (int i = 0; i < axes.size(); i++) {
      int axis = Dims.axis(axes.get(i), x.size());
      boolean prefix =
          starts != null
              && ends != null
              && starts.size() == axes.size()
              && ends.size() == axes.size()
              && steps != null
              && steps.get(i) == 1
              && starts.get(i).equals(new Item.Whole(0))
              && ends.get(i) instanceof Item.Named end
              && end.symbol().equals(x.get(axis));
      out.set(axis, prefix ? x.get(axis) : Dim.UNKNOWN);
    }
    return out;
  }

  /// NumPy's rule: bounds count from the end where negative and are clamped to the axis.
  private static Dim sliced(Dim extent, long start, long end, long step) {
    if (!(extent instanceof Dim.Known known)) {
      boolean whole = step == 1 && start == 0 && end >= Integer.MAX_VALUE;
      return whole ? extent : Dim.UNKNOWN;
    }
    long n = known.value();
    long from = bound(start, n, step < 0 ? -1 : 0, step < 0 ? n - 1 : n);
    long to = bound(end, n, step < 0 ? -1 : 0, step < 0 ? n - 1 : n);
    long room = step > 0 ? to - from : from - to;
    long stride = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
    return Dim.of(room <= 0 ? 0 : Math.ceilDiv(room, stride));
  }

  private static long bound(long index, long extent, long least, long most) {
    return Math.max(least, Math.min(most, index < 0 ? index + extent : index));
  }

  static List<Dim> pad(Pad op, List<Dim> x, Operands in) {
    Ints begin = op.begin();
    Ints end = op.end();
    if (begin == null || end == null) {
      return Dims.unknown(x.size());
    }
    requireConstant(in);
    if (begin.size() != x.size() || end.size() != x.size()) {
      throw new InvalidInputException(
          "got pads "
              + begin
              + " and "
              + end
              + ", required one of each for every axis of "
              + Dims.text(x));
    }
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      out.add(padded(op.mode(), x.get(i), begin.get(i), end.get(i), i));
    }
    return out;
  }

  private static void requireConstant(Operands in) {
    if (in.has(2)
        && in.type(0) != null
        && in.type(2) != null
        && in.type(0).dtype() != in.type(2).dtype()) {
      throw new InvalidInputException(
          "got a constant of "
              + in.type(2).dtype()
              + ", required the input's "
              + in.type(0).dtype());
    }
  }

  private static Dim padded(Pad.Mode mode, Dim extent, long begin, long end, int axis) {
    if (!(extent instanceof Dim.Known known)) {
      return begin == 0 && end == 0 ? extent : Dim.UNKNOWN;
    }
    long n = known.value();
    long out = Math.addExact(Math.addExact(n, begin), end);
    long most =
        switch (mode) {
          case CONSTANT -> Long.MAX_VALUE;
          case REFLECT -> Math.max(0, n - 1);
          case EDGE, WRAP -> n == 0 ? 0 : Long.MAX_VALUE;
        };
    if (out < 0 || begin > most || end > most) {
      throw new InvalidInputException(
          "got pads "
              + begin
              + " and "
              + end
              + " on axis "
              + axis
              + " of extent "
              + n
              + ", required "
              + (out < 0
                  ? "an extent of 0 or more"
                  : "pads of at most " + most + " with mode " + mode));
    }
    return Dim.of(out);
  }

  static @Nullable List<Dim> expand(Expand op, List<Dim> x, Operands in) {
    if (op.dims() != null) {
      requireNotNegative(op.dims(), "extents");
      return Broadcast.dims(x, Dims.of(op.dims().toArray()));
    }
    Contents wanted = in.contents(1);
    return wanted == null ? null : Broadcast.dims(x, wanted.dims());
  }

  static List<Dim> tile(Tile op, List<Dim> x, Operands in) {
    Ints repeats = op.repeats();
    if (repeats == null) {
      Contents partly = in.contents(1);
      return partly != null && partly.size() == x.size()
          ? tile(x, partly.dims())
          : Dims.unknown(x.size());
    }
    requireNotNegative(repeats, "repeats");
    if (repeats.size() != x.size()) {
      throw new InvalidInputException(
          "got repeats " + repeats + ", required one for every axis of " + Dims.text(x));
    }
    return tile(x, Dims.of(repeats.toArray()));
  }

  private static List<Dim> tile(List<Dim> x, List<Dim> repeats) {
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      out.add(Dims.product(List.of(x.get(i), repeats.get(i))));
    }
    return out;
  }

  static void requireNotNegative(Ints values, String what) {
    for (long value : values.toArray()) {
      if (value < 0) {
        throw new InvalidInputException(
            "got " + what + " " + values + ", required values of 0 or more");
      }
    }
  }
}
