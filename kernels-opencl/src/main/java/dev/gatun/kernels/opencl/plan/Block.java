package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.cl.Cl;
import org.jspecify.annotations.Nullable;

/// A piece of device memory that kernels are given: in memory of each run, placed by its lifetime,
/// or kept by the engine.
final class Block {
  private final long bytes;
  private final Cl.@Nullable Memory kept;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private int piece = -1;
  private long offset = -1;

  private Block(long bytes, Cl.@Nullable Memory kept) {
    this.bytes = bytes;
    this.kept = kept;
  }

  /// @param floats elements, at least one is allocated
  static Block planned(long floats) {
    return new Block(Float.BYTES * Math.max(1, floats), null);
  }

  static Block kept(Cl.Memory memory) {
    return new Block(memory.bytes(), memory);
  }

  long bytes() {
    return bytes;
  }

  /// The engine's memory, or null where it is planned.
  Cl.@Nullable Memory kept() {
    return kept;
  }

  /// Notes that a step reads or writes it.
  void touch(int step) {
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  void place(int where, long at) {
    piece = where;
    offset = at;
  }

  /// Which of the run's pieces of memory it lies in.
  int piece() {
    return piece;
  }

  /// Bytes into the piece.
  long offset() {
    return offset;
  }
}
