package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.Compress;
import org.jspecify.annotations.Nullable;

/// Copies the slices that a condition marks. Each part counts the marks by itself, as where an item
/// goes depends on how many there are.
final class MarkedSlices extends Partitioned {
  private final Lines lines;
  private final long marks;
  private final int bytes;

  MarkedSlices(Signature s, Compress op) {
    this(s, Lines.along(s.inShape(0), op.axis()));
  }

  private MarkedSlices(Signature s, Lines lines) {
    // the count is to be stored even where there is nothing to copy
    super("plain.Compress", Math.max(1, lines.outer()), lines.length() * lines.inner());
    this.lines = lines;
    this.marks = Math.min(lines.length(), s.inShape(1).size());
    this.bytes = s.inType(0).bytes();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor condition = at(in, 1);
    long count = 0;
    for (long i = 0; i < marks; i++) {
      count += condition.getLong(i) != 0 ? 1 : 0;
    }
    if (from == 0) {
      at(out, 1).setLong(0, count);
    }
    long target = from * count * lines.inner();
    for (long row = from; row < Math.min(to, lines.outer()); row++) {
      for (long i = 0; i < marks; i++) {
        if (condition.getLong(i) != 0) {
          long source = (row * lines.length() + i) * lines.inner();
          Elements.copy(bytes, at(in, 0).data(), source, at(out, 0).data(), target, lines.inner());
          target += lines.inner();
        }
      }
    }
  }
}
