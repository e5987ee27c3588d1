package dev.gatun.onnx;

/// Heads of attention, packed into the last axis or as an axis of their own.
final class Heads {
  private Heads() {}

  /// `[batch, length, heads·size]` as `[batch, length, heads, size]`.
  static String unpack(Formula f, String x, int heads) {
    String count = f.ints(heads);
    String size = f.div(f.extent(x, 2), count);
    return f.reshape(x, f.concat(0, f.extents(x, 0, 2), count, size));
  }

  /// `[batch, length, heads·size]` as `[batch, heads, length, size]`.
  static String split(Formula f, String x, int heads) {
    return f.transpose(unpack(f, x, heads), 0, 2, 1, 3);
  }
}
