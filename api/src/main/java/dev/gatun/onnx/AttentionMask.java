package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.op.Binary;
import dev.gatun.op.Pad;
import dev.gatun.op.ShapeOf;
import org.jspecify.annotations.Nullable;

/// What an Attention node hides from its queries: keys that a Boolean mask, `is_causal`, a window
/// or the number of keys that count exclude; and what a float mask adds to the scores.
///
/// Query i of a call stands at position p = i + offset, where offset is the length of the past
/// keys, or, where the number n of keys that count is given, n less the number of queries. It sees
/// key j if j ≤ p (causal), p − left ≤ j ≤ p + right (windows), j < n.
final class AttentionMask {
  private final Formula f;
  private final DType dtype;
  private final @Nullable String allowed;
  private final @Nullable String added;
  private final boolean mayHideAll;

  private AttentionMask(
      Formula f,
      DType dtype,
      @Nullable String allowed,
      @Nullable String added,
      boolean mayHideAll) {
    this.f = f;
    this.dtype = dtype;
    this.allowed = allowed;
    this.added = added;
    this.mayHideAll = mayHideAll;
  }

  /// Reads a node's mask.
  ///
  /// @param q queries `[batch, heads, rows, size]`
  /// @param k all keys `[batch, heads, keys, size]`
  /// @param dtype the type of the scores
  static AttentionMask of(OnnxNode node, Formula f, String q, String k, DType dtype) {
    boolean given = node.has(3);
    boolean isBool = given && node.requireDtype(3) == DType.BOOL;
    String mask = given ? padded(node, f, k, isBool) : null;
    String added = mask == null || isBool ? null : mask;
    if (added != null && node.requireDtype(3) != dtype) {
      added = f.cast(dtype, added);
    }
    Visible visible = new Visible(node, f, q, k);
    String allowed = visible.and(isBool ? mask : null, visible.keys());
    return new AttentionMask(f, dtype, allowed, added, given || visible.mayHideAll());
  }

  /// The mask for all keys. Since opset 24 it may be for the first keys only; the others are
  /// hidden.
  private static String padded(OnnxNode node, Formula f, String k, boolean isBool) {
    String mask = node.in(3);
    if (node.opset() < 24) {
      return mask;
    }
    String own = f.out().step("own", new ShapeOf(-1, null), mask);
    String missing = f.sub(f.extent(k, 2), own);
    String none = f.ints(0);
    String pads = f.concat(0, none, f.binary(Binary.Kind.MAX, missing, none));
    String hidden = isBool ? "" : f.number(node.requireDtype(3), Double.NEGATIVE_INFINITY);
    Pad pad = new Pad(Pad.Mode.CONSTANT, null, null);
    return f.out().step("padded", pad, mask, pads, hidden, f.ints(-1));
  }

  /// Whether a query may be left without any key.
  boolean mayHideAll() {
    return mayHideAll;
  }

  /// The scores with −∞ where a key is hidden.
  String apply(String scores) {
    String shown =
        allowed == null
            ? scores
            : f.where(allowed, scores, f.number(dtype, Double.NEGATIVE_INFINITY));
    return added == null ? shown : f.add(shown, added);
  }

  /// Which keys a query sees by its position.
  private record Visible(OnnxNode node, Formula f, String q, String k) {
    boolean isCausal() {
      return node.attributes().flag("is_causal", false);
    }

    /// How far a query sees to one side, −1 for as far as it goes.
    long reach(String attribute) {
      long reach = node.attributes().integer(attribute, -1);
      if (reach < -1) {
        throw node.attributes().wrong(attribute, "got " + reach + ", required -1 or more");
      }
      return reach;
    }

    boolean mayHideAll() {
      return node.has(6) || reach("left_window_size") >= 0 || reach("right_window_size") >= 0;
    }

    /// A BOOL value that broadcasts to `[batch, heads, rows, keys]`, or null where every query sees
    /// every key.
    @Nullable String keys() {
      long left = reach("left_window_size");
      long right = reach("right_window_size");
      if (!isCausal() && left < 0 && right < 0 && !node.has(6)) {
        return null;
      }
      String key = f.range(f.extent(k, 2));
      String visible = node.has(6) ? f.binary(Binary.Kind.LESS, key, counts()) : null;
      if (!isCausal() && left < 0 && right < 0) {
        return visible;
      }
      String query = positions();
      if (isCausal()) {
        visible = and(visible, f.binary(Binary.Kind.LESS_OR_EQUAL, key, query));
      }
      if (left >= 0) {
        String first = f.sub(query, f.ints(left));
        visible = and(visible, f.binary(Binary.Kind.LESS_OR_EQUAL, first, key));
      }
      if (right >= 0) {
        String last = f.add(query, f.ints(right));
        visible = and(visible, f.binary(Binary.Kind.LESS_OR_EQUAL, key, last));
      }
      return visible;
    }

    /// How many keys count, `[batch, 1, 1, 1]`.
    private String counts() {
      return f.unsqueeze(node.in(6), 1, 2, 3);
    }

    /// The positions of queries, `[rows, 1]` or `[batch, 1, rows, 1]`.
    private String positions() {
      String rows = f.extent(q, 2);
      String own = f.unsqueeze(f.range(rows), 1);
      if (node.has(4)) {
        return f.add(own, f.extent(node.in(4), 2));
      }
      return node.has(6) ? f.add(own, f.sub(counts(), rows)) : own;
    }

    /// Both conditions, where null is no condition.
    @Nullable String and(@Nullable String a, @Nullable String b) {
      return a == null ? b : b == null ? a : f.binary(Binary.Kind.AND, a, b);
    }
  }
}
