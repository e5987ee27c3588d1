package dev.gatun.kernels.java.plain;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.TensorScatter;
import org.jspecify.annotations.Nullable;

/// Copies a cache and writes an update over some of its places. An item is what stands behind an
/// index of the axes before that of the places.
final class CacheUpdate extends Partitioned {
  private final int bytes;
  private final boolean circular;
  private final long itemsPerBatch;
  private final long places;
  private final long updates;
  private final long inner;

  CacheUpdate(Signature s, TensorScatter op) {
    this(s, op, s.inShape(0), Signature.axis(op.axis(), s.inShape(0).rank()));
  }

  private CacheUpdate(Signature s, TensorScatter op, Shape x, int axis) {
    super("plain.TensorScatter", x.size(0, axis), x.size(axis, x.rank()));
    this.bytes = s.inType(0).bytes();
    this.circular = op.circular();
    this.itemsPerBatch = x.size(1, axis);
    this.places = x.dim(axis);
    this.updates = s.inShape(1).dim(axis);
    this.inner = x.size(axis + 1, x.rank());
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor cache = at(in, 0);
    Tensor update = at(in, 1);
    Tensor y = at(out, 0);
    for (long i = from; i < to; i++) {
      long first = first(in, i / itemsPerBatch);
      long start = i * places * inner;
      Elements.copy(bytes, cache.data(), start, y.data(), start, places * inner);
      for (long j = 0; j < updates; j++) {
        long target = start + (first + j) % places * inner;
        Elements.copy(bytes, update.data(), (i * updates + j) * inner, y.data(), target, inner);
      }
    }
  }

  private long first(@Nullable Tensor[] in, long batch) {
    Tensor given = in.length > 2 ? in[2] : null;
    long first = given == null ? 0 : given.getLong(batch);
    long last = circular || updates == 0 ? first : first + updates - 1;
    if (updates > 0 && (first < 0 || first >= places || last >= places)) {
      throw new InvalidInputException(
          "TensorScatter: got places " + first + " to " + last + ", required 0 to " + (places - 1));
    }
    return first;
  }
}
