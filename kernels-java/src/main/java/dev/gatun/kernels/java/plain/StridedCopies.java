package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Copies of boxes of elements between tensors, with any strides: transpositions, slices,
/// concatenations, repetitions.
final class StridedCopies extends Partitioned {
  /// One box. Operand 0 of the loops is the target, operand 1 the source.
  ///
  /// @param input which input it comes from
  /// @param output which output it goes to
  /// @param loops over the box
  /// @param source first element in the input
  /// @param target first element in the output
  /// @param bytes element size
  record Copy(int input, int output, LoopNest loops, long source, long target, int bytes) {
    /// @return a copy of a box
    static Copy of(
        int input,
        int output,
        DType dtype,
        long[] dims,
        long[] sourceStrides,
        long source,
        long[] targetStrides,
        long target) {
      LoopNest loops = LoopNest.of(dims, targetStrides, sourceStrides).withTileInside();
      return new Copy(input, output, loops, source, target, dtype.bytes());
    }

    /// @return a copy of a box that fills the whole output
    static Copy filling(DType dtype, long[] dims, long[] sourceStrides, long source) {
      return of(0, 0, dtype, dims, sourceStrides, source, Shape.of(dims).strides(), 0);
    }

    private long units() {
      return loops.rank() == 1 ? loops.extent(0) : loops.count(1);
    }

    private void run(Tensor x, Tensor y, long from, long to) {
      if (loops.rank() == 1) {
        long s = loops.stride(1, 0);
        long t = loops.stride(0, 0);
        Elements.copyMatrix(
            bytes,
            x.data(),
            source + from * s,
            0,
            s,
            y.data(),
            target + from * t,
            0,
            t,
            1,
            to - from);
        return;
      }
      long rows = loops.extent(1);
      long r = from;
      while (r < to) {
        long outer = r / rows;
        long first = r - outer * rows;
        long n = Math.min(rows - first, to - r);
        Elements.copyMatrix(
            bytes,
            x.data(),
            source + loops.offset(1, outer, 2) + first * loops.stride(1, 1),
            loops.stride(1, 1),
            loops.stride(1, 0),
            y.data(),
            target + loops.offset(0, outer, 2) + first * loops.stride(0, 1),
            loops.stride(0, 1),
            loops.stride(0, 0),
            n,
            loops.extent(0));
        r += n;
      }
    }
  }

  /// Work is divided in this many slices of every box, so that the boxes need not be of one size.
  private static final long SLICES = 64;

  private final List<Copy> copies;

  StridedCopies(String name, List<Copy> copies) {
    super(name, SLICES, copies.stream().mapToLong(c -> c.loops().count(0)).sum() / SLICES);
    this.copies = copies;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    for (int i = 0; i < copies.size(); i++) {
      Copy copy = copies.get(i);
      long units = copy.units();
      long first = slice(units, from);
      long last = slice(units, to);
      if (first < last) {
        copy.run(at(in, copy.input), at(out, copy.output), first, last);
      }
    }
  }

  private static long slice(long units, long i) {
    return units / SLICES * i + Math.min(units % SLICES, i);
  }
}
