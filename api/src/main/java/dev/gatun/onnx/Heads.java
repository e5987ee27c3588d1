package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.op.Unary;
import org.jspecify.annotations.Nullable;

/// Heads of attention, packed into the last axis or as an axis of their own, and their products.
///
/// The queries of all heads that share a key head are taken as the rows of one matrix, so no key is
/// copied:
///
/// ```
/// Q [batch, heads, rows, size] = [batch, keyHeads, heads/keyHeads·rows, size] · Kᵀ [batch, keyHeads, size, keys]
/// ```
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

  /// The number of heads of a packed operand.
  static int count(String attribute, OnnxNode node) {
    int heads = node.attributes().requireInteger(attribute);
    if (heads < 1) {
      throw node.attributes().wrong(attribute, "got " + heads + ", required 1 or more");
    }
    return heads;
  }

  /// The type in which a softmax is computed where the node says so.
  static DType softmaxType(OnnxNode node) {
    int code = node.attributes().smallInteger("softmax_precision", 0);
    DType type = DataTypes.of(code, node.place());
    if (!type.isFloat()) {
      throw node.attributes()
          .wrong("softmax_precision", "got " + type + ", required a floating-point type");
    }
    return type;
  }

  /// Q·Kᵀ·scale, `[batch, heads, rows, keys]`. The scale goes to Q alone, before the product; types
  /// of 16 bits take its root to both sides, as ONNX says, so that they round like everybody else.
  ///
  /// @param scale null: 1/√size
  static String scores(Formula f, DType dtype, String q, String k, @Nullable Float scale) {
    boolean both = dtype.bytes() == 2;
    String factor = factor(f, dtype, q, scale, both);
    String left = f.mul(q, factor);
    String right = both ? f.mul(k, factor) : k;
    String products = f.matMul(grouped(f, left, k), f.transpose(right, 0, 1, 3, 2));
    return f.reshape(products, f.concat(0, f.extents(q, 0, 3), f.extent(k, 2)));
  }

  private static String factor(
      Formula f, DType dtype, String q, @Nullable Float scale, boolean root) {
    if (scale != null) {
      return f.number(dtype, root ? Math.sqrt(scale) : scale);
    }
    DType wide = dtype == DType.FLOAT64 ? dtype : DType.FLOAT32;
    String divisor = f.unary(Unary.Kind.SQRT, f.cast(wide, f.extent(q, 3)));
    divisor = root ? f.unary(Unary.Kind.SQRT, divisor) : divisor;
    String factor = f.unary(Unary.Kind.RECIPROCAL, divisor);
    return wide == dtype ? factor : f.cast(dtype, factor);
  }

  /// Weights `[batch, heads, rows, keys]` times values `[batch, keyHeads, keys, size]`, of which a
  /// reshape to the second result makes `[batch, heads, rows, size]`.
  static Weighted weighted(Formula f, String weights, String v) {
    String products = f.matMul(grouped(f, weights, v), v);
    return new Weighted(products, f.concat(0, f.extents(weights, 0, 3), f.extent(v, 3)));
  }

  /// Weighted sums of values.
  ///
  /// @param sums all rows that share a head of values as one matrix
  /// @param shape the extents with a matrix per head
  record Weighted(String sums, String shape) {}

  /// Rows of all heads that share a head of `shared`, as the rows of one matrix.
  private static String grouped(Formula f, String x, String shared) {
    String heads = f.extent(shared, 1);
    String rows = f.div(f.mul(f.extent(x, 1), f.extent(x, 2)), heads);
    return f.reshape(x, f.concat(0, f.extent(x, 0), heads, rows, f.extent(x, 3)));
  }
}
