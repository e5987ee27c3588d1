package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.LinearAttention;
import java.util.Map;

/// Attention and what stands around it in language models.
final class Attentions {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Attention", ScaledAttention::lower),
          entry("RotaryEmbedding", Rotation::lower),
          entry("CausalConvWithState", CausalConvolution::lower),
          entry("LinearAttention", Attentions::linear));

  /// What each rule of an update uses beside keys and values.
  private enum Rule {
    LINEAR(false, false),
    GATED(true, false),
    DELTA(false, true),
    GATED_DELTA(true, true);

    private final boolean decays;
    private final boolean corrects;

    Rule(boolean decays, boolean corrects) {
      this.decays = decays;
      this.corrects = corrects;
    }
  }

  private static final Map<String, Rule> RULES =
      Map.of(
          "linear", Rule.LINEAR,
          "gated", Rule.GATED,
          "delta", Rule.DELTA,
          "gated_delta", Rule.GATED_DELTA);

  private Attentions() {}

  /// `chunk_size` says how to compute, not what.
  private static void linear(OnnxNode node, Emitter out) {
    Rule rule = node.attributes().choice("update_rule", "gated_delta", RULES);
    if (node.has(4) != rule.decays || node.has(5) != rule.corrects) {
      throw node.wrong(
          "got "
              + (node.has(4) ? "a" : "no")
              + " decay and "
              + (node.has(5) ? "a" : "no")
              + " beta, required what update_rule '"
              + node.attributes().text("update_rule", "gated_delta")
              + "' uses");
    }
    LinearAttention op =
        new LinearAttention(
            Heads.count("q_num_heads", node),
            Heads.count("kv_num_heads", node),
            node.attributes().number("scale", 0));
    out.emitAll(
        op,
        node.in(0),
        node.in(1),
        node.in(2),
        node.optional(3),
        node.optional(4),
        node.optional(5));
  }
}
