package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import java.lang.foreign.MemorySegment;

/// Rows of float32.
final class F32Rows extends ScratchRows {
  private static final Strips STRIPS = Strips.best();

  @Override
  int bytes() {
    return 4;
  }

  @Override
  void load(Tensor x, long from, MemorySegment s, long to, long n) {
    Elements.copy(4, x.data(), from, s, to, n);
  }

  @Override
  void store(MemorySegment s, long from, Tensor y, long to, long n) {
    Elements.copy(4, s, from, y.data(), to, n);
  }

  @Override
  void clear(MemorySegment s, long at, long n) {
    Elements.fill(4, 0, s, at, 1, n);
  }

  @Override
  void addProducts(
      MemorySegment s,
      long a,
      long lines,
      long step,
      long depth,
      Tensor b,
      long from,
      long row,
      long y,
      long n) {
    STRIPS.addProducts(
        s, 4 * a, 4 * step, lines, depth, b.data(), 4 * from, 4 * row, s, 4 * y, 4 * step, n);
  }

  @Override
  void binary(Binary.Kind f, MemorySegment s, long a, long b, long y, long n) {
    STRIPS.binary(f, s, 4 * a, n, s, 4 * b, n, s, 4 * y, n);
  }

  @Override
  void activate(Activation f, MemorySegment s, long at, long n) {
    STRIPS.activate(f, s, 4 * at, s, 4 * at, n);
  }

  @Override
  void scale(float factor, float shift, MemorySegment s, long at, long n) {
    STRIPS.normalize(s, 4 * at, 0f, factor, shift, s, 4 * at, n);
  }
}
