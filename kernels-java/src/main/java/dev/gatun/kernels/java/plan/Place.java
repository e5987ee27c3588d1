package dev.gatun.kernels.java.plan;

import java.lang.foreign.MemorySegment;

/// A position in a [Buffer]; many places may share one buffer (parts of a concatenation, views).
///
/// @param buffer the memory
/// @param delta bytes from the buffer's start
record Place(Buffer buffer, long delta) {
  static Place of(Buffer buffer) {
    return new Place(buffer, 0);
  }

  MemorySegment segment(Context context) {
    return buffer.segment(context);
  }

  /// Bytes from the start of [#segment].
  long offset() {
    return buffer.offset() + delta;
  }
}
