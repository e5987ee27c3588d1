package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Rows of double for tensors of any float type.
final class F64Rows extends ScratchRows {
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  @Override
  int bytes() {
    return 8;
  }

  @Override
  void load(Tensor x, long from, MemorySegment s, long to, long n) {
    for (long j = 0; j < n; j++) {
      s.set(F64, 8 * (to + j), x.getDouble(from + j));
    }
  }

  @Override
  void store(MemorySegment s, long from, Tensor y, long to, long n) {
    for (long j = 0; j < n; j++) {
      y.setDouble(to + j, s.get(F64, 8 * (from + j)));
    }
  }

  @Override
  void clear(MemorySegment s, long at, long n) {
    Elements.fill(8, 0, s, at, 1, n);
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
    for (long i = 0; i < lines; i++) {
      for (long k = 0; k < depth; k++) {
        double factor = s.get(F64, 8 * (a + i * step + k));
        for (long j = 0; j < n; j++) {
          long to = 8 * (y + i * step + j);
          s.set(F64, to, s.get(F64, to) + factor * b.getDouble(from + k * row + j));
        }
      }
    }
  }

  @Override
  void binary(Binary.Kind f, MemorySegment s, long a, long b, long y, long n) {
    for (long j = 0; j < n; j++) {
      double left = s.get(F64, 8 * (a + j));
      s.set(F64, 8 * (y + j), DoubleFunctions.binary(f, left, s.get(F64, 8 * (b + j))));
    }
  }

  @Override
  void activate(Activation f, MemorySegment s, long at, long n) {
    for (long j = at; j < at + n; j++) {
      s.set(F64, 8 * j, DoubleFunctions.activate(f, s.get(F64, 8 * j)));
    }
  }

  @Override
  void scale(float factor, float shift, MemorySegment s, long at, long n) {
    for (long j = at; j < at + n; j++) {
      s.set(F64, 8 * j, factor * s.get(F64, 8 * j) + shift);
    }
  }
}
