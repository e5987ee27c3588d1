package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import java.lang.foreign.MemorySegment;

/// Arithmetic on rows of scratch memory: float32 in strips, every other float type in double. All
/// offsets and counts are elements.
abstract class ScratchRows {
  /// The arithmetic for tensors of a type.
  static ScratchRows of(DType dtype) {
    return dtype == DType.FLOAT32 ? new F32Rows() : new F64Rows();
  }

  /// @return bytes of an element of the scratch memory
  abstract int bytes();

  /// Reads elements of a tensor.
  abstract void load(Tensor x, long from, MemorySegment s, long to, long n);

  /// Writes elements of a tensor.
  abstract void store(MemorySegment s, long from, Tensor y, long to, long n);

  /// Sets elements to 0.
  abstract void clear(MemorySegment s, long at, long n);

  /// `s[y + j] += Σₖ s[a + k]·b[from + k·row + j]` for k < depth, j < n, and the same for the lines
  /// that follow, of which a and y are `step` apart.
  abstract void addProducts(
      MemorySegment s,
      long a,
      long lines,
      long step,
      long depth,
      Tensor b,
      long from,
      long row,
      long y,
      long n);

  /// `s[y + j] = f(s[a + j], s[b + j])`.
  abstract void binary(Binary.Kind f, MemorySegment s, long a, long b, long y, long n);

  /// `s[at + j] = f(s[at + j])`.
  abstract void activate(Activation f, MemorySegment s, long at, long n);

  /// `s[at + j] = factor·s[at + j] + shift`.
  abstract void scale(float factor, float shift, MemorySegment s, long at, long n);
}
