package dev.gatun.onnx;

import static java.util.Map.entry;

import java.util.Map;

/// Attention and what stands around it in language models.
final class Attentions {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Attention", ScaledAttention::lower),
          entry("RotaryEmbedding", Rotation::lower),
          entry("CausalConvWithState", CausalConvolution::lower));

  private Attentions() {}
}
