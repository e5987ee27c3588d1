package dev.gatun.kernels.java.plan;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A piece of memory that steps read and write: a region of the context's arena, a constant of the
/// plan, or a tensor that the caller handed in.
final class Buffer {
  /// Where the memory comes from.
  enum Kind {
    ARENA,
    CONSTANT,
    INPUT,
    OUTPUT
  }

  private final Kind kind;
  private final long bytes;
  private final int index;
  private final @Nullable MemorySegment constant;
  private long offset;
  private int firstStep = Integer.MAX_VALUE;
  private int lastStep = -1;

  private Buffer(Kind kind, long bytes, int index, @Nullable MemorySegment constant) {
    this.kind = kind;
    this.bytes = bytes;
    this.index = index;
    this.constant = constant;
  }

  static Buffer arena(long bytes) {
    return new Buffer(Kind.ARENA, bytes, -1, null);
  }

  static Buffer constant(MemorySegment memory) {
    return new Buffer(Kind.CONSTANT, memory.byteSize(), -1, memory);
  }

  static Buffer input(int index, long bytes) {
    return new Buffer(Kind.INPUT, bytes, index, null);
  }

  static Buffer output(int index, long bytes) {
    return new Buffer(Kind.OUTPUT, bytes, index, null);
  }

  Kind kind() {
    return kind;
  }

  /// Whether the memory is a tensor that the caller handed in.
  boolean isCallers() {
    return kind == Kind.INPUT || kind == Kind.OUTPUT;
  }

  long bytes() {
    return bytes;
  }

  /// Notes that a step touches this memory.
  void touch(int step) {
    firstStep = Math.min(firstStep, step);
    lastStep = Math.max(lastStep, step);
  }

  int firstStep() {
    return firstStep;
  }

  int lastStep() {
    return lastStep;
  }

  /// Sets the place in the arena.
  void place(long arenaOffset) {
    offset = arenaOffset;
  }

  long offset() {
    return offset;
  }

  MemorySegment segment(Context context) {
    if (constant != null) {
      return constant;
    }
    return switch (kind) {
      case INPUT -> context.input(index);
      case OUTPUT -> context.output(index);
      case ARENA, CONSTANT -> context.arena();
    };
  }
}
