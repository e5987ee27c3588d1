package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Padding and cropping: a table per axis says which input index an output index shows, or none.
/// Neighbouring axes that are not padded count as one.
final class Padding extends Partitioned {
  private static final long NONE = -1;

  /// @param extent of the input
  /// @param begin elements added before
  /// @param end elements added after
  private record Axis(long extent, long begin, long end) {
    boolean isPlain() {
      return begin == 0 && end == 0;
    }

    long target() {
      return extent + begin + end;
    }
  }

  private final List<Axis> axes;
  private final long[][] tables;
  private final int bytes;
  private final boolean constant;
  private final int constantInput;
  private final long middleFrom;
  private final long middleTo;

  Padding(Signature s, Pad op) {
    this(s, op, axes(s.inShape(0), s.bound(op.begin()), s.bound(op.end())));
  }

  private Padding(Signature s, Pad op, List<Axis> axes) {
    super("plain.Pad", rows(axes), axes.getLast().target());
    this.axes = axes;
    this.bytes = s.inType(0).bytes();
    this.constant = op.mode() == Pad.Mode.CONSTANT;
    this.constantInput = s.hasInput(2) ? 2 : -1;
    this.tables = new long[axes.size()][];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = table(axes.get(i), op.mode());
    }
    Axis last = axes.getLast();
    this.middleFrom = Math.clamp(last.begin, 0, last.target());
    this.middleTo = Math.clamp(last.begin + last.extent, middleFrom, last.target());
  }

  private static List<Axis> axes(Shape x, Ints begin, Ints end) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      Axis axis = new Axis(x.dim(i), begin.get(i), end.get(i));
      if (!axes.isEmpty() && axis.isPlain() && axes.getLast().isPlain()) {
        axis = new Axis(axes.removeLast().extent * axis.extent, 0, 0);
      }
      axes.add(axis);
    }
    if (axes.isEmpty()) {
      axes.add(new Axis(1, 0, 0));
    }
    return axes;
  }

  private static long rows(List<Axis> axes) {
    long rows = 1;
    for (Axis axis : axes.subList(0, axes.size() - 1)) {
      rows *= axis.target();
    }
    return rows;
  }

  /// For each output position the input position that it repeats, or NONE. Negative counts crop
  /// first; what is added is then taken from what is left.
  private static long[] table(Axis axis, Pad.Mode mode) {
    long low = Math.max(0, -axis.begin);
    long left = axis.extent - low - Math.max(0, -axis.end);
    long[] table = new long[Math.toIntExact(Math.max(0, axis.target()))];
    for (int o = 0; o < table.length; o++) {
      long inside = left <= 0 ? NONE : inside(mode, o - axis.begin - low, left);
      table[o] = inside == NONE ? NONE : low + inside;
    }
    return table;
  }

  private static long inside(Pad.Mode mode, long at, long extent) {
    if (at >= 0 && at < extent) {
      return at;
    }
    return switch (mode) {
      case CONSTANT -> NONE;
      case EDGE -> Math.clamp(at, 0, extent - 1);
      case WRAP -> Math.floorMod(at, extent);
      case REFLECT -> {
        long period = Math.max(1, 2 * (extent - 1));
        long folded = Math.floorMod(at, period);
        yield folded < extent ? folded : period - folded;
      }
    };
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment x = at(in, 0).data();
    MemorySegment y = at(out, 0).data();
    long value =
        constant && constantInput >= 0 ? Elements.bits(bytes, at(in, constantInput).data(), 0) : 0;
    int last = tables.length - 1;
    long length = tables[last].length;
    for (long row = from; row < to; row++) {
      long source = source(row);
      if (source == NONE) {
        Elements.fill(bytes, value, y, row * length, 1, length);
        continue;
      }
      long base = source * axes.get(last).extent;
      sides(x, base, y, row * length, 0, middleFrom, value);
      long first = middleFrom - axes.get(last).begin;
      Elements.copy(bytes, x, base + first, y, row * length + middleFrom, middleTo - middleFrom);
      sides(x, base, y, row * length, middleTo, length, value);
    }
  }

  /// The input row that an output row shows, [#NONE] where any outer axis shows none.
  private long source(long row) {
    long source = 0;
    long weight = 1;
    long rest = row;
    for (int i = tables.length - 2; i >= 0; i--) {
      long[] table = tables[i];
      long q = rest / table.length;
      long index = table[(int) (rest - q * table.length)];
      if (index == NONE) {
        return NONE;
      }
      source += index * weight;
      weight *= axes.get(i).extent;
      rest = q;
    }
    return source;
  }

  private void sides(
      MemorySegment x, long base, MemorySegment y, long row, long from, long to, long value) {
    long[] table = tables[tables.length - 1];
    for (long o = from; o < to; o++) {
      long index = table[(int) o];
      Elements.set(
          bytes, y, row + o, index == NONE ? value : Elements.bits(bytes, x, base + index));
    }
  }
}
