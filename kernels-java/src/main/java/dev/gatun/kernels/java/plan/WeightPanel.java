package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.TapTable;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// The packed weights of a few neighbouring output blocks: `[k][blocks][lanes]`, k in the order of
/// the tap table.
///
/// @param firstBlock first output channel block
/// @param blocks output channel blocks
/// @param taps the tap table
/// @param offset bytes from the start of the packed weights
record WeightPanel(int firstBlock, int blocks, List<Tap> taps, long offset) {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Products per output.
  int depth() {
    int k = 0;
    for (Tap tap : taps) {
      k += tap.count();
    }
    return k;
  }

  /// Bytes of the panel.
  long bytes() {
    return (long) depth() * blocks * Width.BLOCK_BYTES;
  }

  /// Cuts the taps into runs of about equal depth whose weights fit a number of bytes.
  ///
  /// @param most bytes that a run's weights should not exceed, unless it is a single tap
  /// @return the first tap of each run, and behind the last one the number of taps
  int[] cuts(long most) {
    int depth = depth();
    int runs = Math.clamp(Math.ceilDiv(bytes(), most), 1, Math.max(1, taps.size()));
    int[] cuts = new int[runs + 1];
    int count = 0;
    int k = 0;
    for (int t = 0; t < taps.size() - 1 && count < runs - 1; t++) {
      k += taps.get(t).count();
      if (k >= (long) depth * (count + 1) / runs) {
        cuts[++count] = t + 1;
      }
    }
    cuts[++count] = taps.size();
    return Arrays.copyOf(cuts, count + 1);
  }

  /// The tap table as a kernel reads it.
  TapTable table() {
    int[] table = new int[2 * taps.size()];
    for (int t = 0; t < taps.size(); t++) {
      table[2 * t] = taps.get(t).displacement();
      table[2 * t + 1] = taps.get(t).count();
    }
    return TapTable.of(table);
  }

  /// Copies the panel's weights out of a plain tensor.
  ///
  /// @param view where they stand
  /// @param source the tensor
  /// @param sourceOffset bytes to its first element
  /// @param target the packed weights of all panels
  /// @param targetOffset bytes to their start
  void pack(
      WeightView view,
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset) {
    int width = blocks * Width.LANES;
    long to = targetOffset + offset;
    for (Tap tap : taps) {
      if (view.isRowMajor()) {
        packRows(view, tap, source, sourceOffset, target, to);
      } else {
        for (int lane = 0; lane < width; lane++) {
          packLane(view, tap, lane, source, sourceOffset, target, to + 4L * lane);
        }
      }
      to += 4L * width * tap.count();
    }
  }

  /// Copies a tap's weights input by input.
  private void packRows(
      WeightView view, Tap tap, MemorySegment source, long start, MemorySegment target, long to) {
    int width = blocks * Width.LANES;
    int first = firstBlock * Width.LANES;
    int columns = Math.min(width, view.outC() - first);
    for (int i = 0; i < tap.count(); i++) {
      int channel = tap.alongRow() ? tap.channel() : tap.channel() + i;
      int kw = tap.alongRow() ? tap.kw() + i : tap.kw();
      long from = start + 4 * view.index(first, channel, tap.kd(), tap.kh(), kw);
      long row = to + 4L * width * i;
      copy(source, from, 4, target, row, 4, columns, view.factor());
      clear(target, row + 4L * columns, 4, width - columns);
    }
  }

  /// Copies a tap's weights of one output channel.
  private void packLane(
      WeightView view,
      Tap tap,
      int lane,
      MemorySegment source,
      long start,
      MemorySegment target,
      long to) {
    long row = 4L * blocks * Width.LANES;
    int out = firstBlock * Width.LANES + lane;
    int first = view.from(tap, out);
    int end = view.to(tap, out);
    int channel = tap.alongRow() ? tap.channel() : tap.channel() + first;
    long index = view.index(out, channel, tap.kd(), tap.kh(), tap.kw());
    if (index < 0) {
      clear(target, to, row, tap.count());
      return;
    }
    long step = 4 * (tap.alongRow() ? view.wStride() : view.inStride());
    clear(target, to, row, first);
    copy(
        source, start + 4 * index, step, target, to + first * row, row, end - first, view.factor());
    clear(target, to + end * row, row, tap.count() - end);
  }

  /// Copies floats; a method of its own, which the compilers take soon.
  private static void copy(
      MemorySegment from,
      long x,
      long xStep,
      MemorySegment to,
      long y,
      long yStep,
      int count,
      float factor) {
    for (int i = 0; i < count; i++) {
      to.set(F32, y + i * yStep, factor * from.get(F32, x + i * xStep));
    }
  }

  private static void clear(MemorySegment memory, long at, long step, int count) {
    for (int i = 0; i < count; i++) {
      memory.set(F32, at + i * step, 0f);
    }
  }
}
