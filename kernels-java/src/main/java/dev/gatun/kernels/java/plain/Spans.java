package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An elementwise kernel with broadcasting, as runs along the innermost merged axis: in every run
/// an operand either advances with the output or stays on one element. Long runs are cut so that a
/// second pass finds the first one's results in L1.
abstract class Spans extends Partitioned {
  /// Elements per run: 16 KiB of floats.
  private static final long RUN = 4096;

  private final LoopNest loops;
  private final long runLength;
  private final long piecesPerRun;

  Spans(String name, Shape target, List<Shape> operands) {
    this(name, loops(target, operands));
  }

  private Spans(String name, LoopNest loops) {
    super(
        name, loops.count(1) * Math.ceilDiv(loops.extent(0), RUN), Math.min(RUN, loops.extent(0)));
    this.loops = loops;
    this.runLength = loops.extent(0);
    this.piecesPerRun = Math.ceilDiv(runLength, RUN);
  }

  /// Operand 0 is the target.
  private static LoopNest loops(Shape target, List<Shape> operands) {
    long[][] strides = new long[operands.size() + 1][];
    strides[0] = target.strides();
    for (int i = 0; i < operands.size(); i++) {
      strides[i + 1] = LoopNest.broadcast(operands.get(i), target);
    }
    return LoopNest.of(target.toArray(), strides);
  }

  @Override
  final void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    for (long i = from; i < to; i++) {
      long row = i / piecesPerRun;
      long start = (i - row * piecesPerRun) * RUN;
      span(in, at(out, 0), row, start, Math.min(RUN, runLength - start));
    }
  }

  /// Computes one run.
  ///
  /// @param row which run, for [#first]
  /// @param start first element of the run
  /// @param n elements
  abstract void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n);

  /// @return the first element of an input's run
  final long first(int input, long row, long start) {
    return loops.offset(input + 1, row, 1) + start * step(input);
  }

  /// @return the first element of the output's run
  final long target(long row, long start) {
    return loops.offset(0, row, 1) + start;
  }

  /// @return 1 where an input advances along a run, 0 where it stays
  final long step(int input) {
    return loops.stride(input + 1, 0);
  }
}
