package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.width.Caches;
import org.jspecify.annotations.Nullable;

/// A kernel whose work is a row of independent items, cut into parts of neighbouring items.
abstract class Partitioned implements PlainKernel {
  /// Elements touched below which another part is not worth its join.
  private static final long PART_WORK = Math.min(1 << 14, Caches.L1_BYTES);

  private final String name;
  private final long items;
  private final long itemWork;

  /// @param name for reports
  /// @param items independent items, 0 or more
  /// @param itemWork elements touched per item, about
  Partitioned(String name, long items, long itemWork) {
    this.name = name;
    this.items = items;
    this.itemWork = Math.max(1, itemWork);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int parts(int threads) {
    long useful = Math.min(items, (long) Math.min(1e15, (double) items * itemWork / PART_WORK));
    return Math.clamp(useful, 1, Math.max(1, threads));
  }

  @Override
  public final void run(@Nullable Tensor[] in, @Nullable Tensor[] out, int part, int parts) {
    long from = bound(part, parts);
    long to = bound(part + 1, parts);
    if (from < to) {
      run(in, out, from, to);
    }
  }

  private long bound(int part, int parts) {
    return items / parts * part + Math.min(part, items % parts);
  }

  /// Computes the items `from` to `to` − 1.
  abstract void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to);

  /// A tensor that the signature promised.
  static Tensor at(@Nullable Tensor[] tensors, int i) {
    Tensor t = tensors[i];
    if (t == null) {
      throw new IllegalArgumentException("plain kernel: tensor " + i + " is absent, required");
    }
    return t;
  }

  @Override
  public String toString() {
    return name;
  }
}
