package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nearest-neighbour resampling of any element type: rows by table, a row that shows the same input
/// as the one before is copied from it.
final class NearestResize extends Partitioned {
  private final ResizeAxis[] axes;
  private final ResizeAxis last;
  private final boolean plainRows;
  private final int bytes;

  NearestResize(Signature s, List<ResizeAxis> axes) {
    super("plain.Resize.NEAREST", ResizeRows.count(axes), axes.getLast().output());
    this.axes = axes.toArray(ResizeAxis[]::new);
    this.last = axes.getLast();
    this.plainRows = last.isIdentity();
    this.bytes = s.inType(0).bytes();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment x = at(in, 0).data();
    MemorySegment y = at(out, 0).data();
    long length = last.output();
    int[] index = last.index();
    long before = -1;
    for (long row = from; row < to; row++) {
      long source = ResizeRows.offset(axes, row, 0);
      long target = row * length;
      if (source == before) {
        Elements.copy(bytes, y, target - length, y, target, length);
      } else if (plainRows) {
        Elements.copy(bytes, x, source, y, target, length);
      } else if (bytes == 4) {
        ResizeRows.pick4(x, source, index, y, target);
      } else {
        for (int o = 0; o < length; o++) {
          Elements.set(bytes, y, target + o, Elements.bits(bytes, x, source + index[o]));
        }
      }
      before = source;
    }
  }
}
