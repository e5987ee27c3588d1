package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Identity;
import dev.gatun.op.Reshape;
import dev.gatun.op.Softmax;

/// Attention of opsets 23 to 25: softmax(Q·Kᵀ·scale + mask)·V for every head (Vaswani et al. 2017),
/// with heads that share keys (Ainslie et al. 2023), a soft cap, and keys of earlier calls.
///
/// Inputs: Q, K, V, mask, past key, past value, number of keys that count. Outputs: Y, key and
/// value for the next call, scores. Q, K and V are `[batch, heads, length, size]`, or `[batch,
/// length, heads·size]` where `q_num_heads` and `kv_num_heads` tell the heads.
final class ScaledAttention {
  private final OnnxNode node;
  private final Emitter out;
  private final Formula f;
  private final DType dtype;
  private final boolean packed;

  private ScaledAttention(OnnxNode node, Emitter out) {
    this.node = node;
    this.out = out;
    this.f = new Formula(out);
    this.dtype = node.requireDtype(0);
    this.packed = node.rank(0) < 0 ? node.attributes().has("q_num_heads") : node.rank(0) == 3;
  }

  static void lower(OnnxNode node, Emitter out) {
    if (node.has(4) != node.has(5)) {
      throw node.wrong("got one of past_key and past_value, required both or none");
    }
    new ScaledAttention(node, out).lower();
  }

  private void lower() {
    String q = heads(0, "q_num_heads");
    String k = withPast(4, heads(1, "kv_num_heads"), 1);
    String v = withPast(5, heads(2, "kv_num_heads"), 2);
    String scores = capped(scores(q, k));
    AttentionMask mask = AttentionMask.of(node, f, q, k, dtype);
    String masked = mask.apply(scores);
    give(2, masked);
    String weights = weights(masked, mask.mayHideAll());
    give(3, weights);
    result(Heads.weighted(f, weights, v));
  }

  /// An operand as `[batch, heads, length, size]`.
  private String heads(int input, String attribute) {
    String x = node.in(input);
    if (!packed) {
      return x;
    }
    return Heads.split(f, x, Heads.count(attribute, node));
  }

  /// A key or value behind those of earlier calls; given out where that is wanted.
  private String withPast(int past, String x, int output) {
    String all = node.has(past) ? f.concat(2, node.in(past), x) : x;
    if (node.isUsed(output)) {
      out.emitTo(output, new Identity(), all);
    }
    return all;
  }

  private String scores(String q, String k) {
    boolean given = node.attributes().has("scale");
    Float scale = given ? (Float) node.attributes().number("scale", 1) : null;
    String scores = Heads.scores(f, dtype, q, k, scale);
    give(0, scores);
    return scores;
  }

  private String capped(String scores) {
    float cap = node.attributes().number("softcap", 0);
    if (cap < 0) {
      throw node.attributes().wrong("softcap", "got " + cap + ", required 0 or more");
    }
    String capped = scores;
    if (cap > 0) {
      String most = f.number(dtype, cap);
      Activation tanh = Activation.of(Activation.Kind.TANH);
      capped = f.mul(f.activate(tanh, f.div(scores, most)), most);
    }
    give(1, capped);
    return capped;
  }

  /// Softmax over the keys. A row without any key, all of it −∞, is 0 and not NaN.
  private String weights(String scores, boolean mayHideAll) {
    boolean given = node.attributes().has("softmax_precision");
    DType own = given ? Heads.softmaxType(node) : dtype;
    String x = own == dtype ? scores : f.cast(own, scores);
    String weights = out.step("weights", new Softmax(Softmax.Kind.SOFTMAX, -1, -1), x);
    if (mayHideAll) {
      String least = f.number(own, Double.NEGATIVE_INFINITY);
      String hidden = f.binary(Binary.Kind.EQUAL, f.max(-1, x), least);
      weights = f.where(hidden, f.number(own, 0), weights);
    }
    return own == dtype ? weights : f.cast(dtype, weights);
  }

  /// Gives out the scores as they are after a stage, where `qk_matmul_output_mode` asks for it.
  private void give(int stage, String scores) {
    int mode = node.attributes().smallInteger("qk_matmul_output_mode", 0);
    if (mode < 0 || mode > 3) {
      throw node.attributes()
          .wrong("qk_matmul_output_mode", "got " + mode + ", required a number from 0 to 3");
    }
    if (stage == mode && node.isUsed(3)) {
      out.emitTo(3, new Identity(), scores);
    }
  }

  private void result(Heads.Weighted y) {
    if (!packed) {
      out.emit(new Reshape(null, true), y.sums(), y.shape());
      return;
    }
    String rows = f.transpose(f.reshape(y.sums(), y.shape()), 0, 2, 1, 3);
    String width = f.mul(f.extent(rows, 2), f.extent(rows, 3));
    out.emit(new Reshape(null, true), rows, f.concat(0, f.extents(rows, 0, 2), width));
  }
}
