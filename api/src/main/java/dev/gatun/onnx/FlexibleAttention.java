package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.op.Cast;
import dev.gatun.op.Reshape;
import dev.gatun.op.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// FlexAttention of ai.onnx.preview 1: prob_mod(softmax(score_mod(Q·Kᵀ·scale)))·V, where both
/// modifications are graphs inside the node, from `[batch, heads, rows, keys]` to the same. Q, K
/// and V are `[batch, heads, length, size]`.
final class FlexibleAttention {
  private FlexibleAttention() {}

  static void lower(OnnxNode node, Emitter out) {
    Formula f = new Formula(out);
    DType dtype = node.requireDtype(0);
    DType wide =
        node.attributes().has("softmax_precision")
            ? Heads.softmaxType(node)
            : dtype == DType.FLOAT64 ? dtype : DType.FLOAT32;
    boolean given = node.attributes().has("scale");
    Float scale = given ? (Float) node.attributes().number("scale", 1) : null;
    String scores = Heads.scores(f, dtype, node.in(0), node.in(1), scale);
    String modified = modified("score_mod", f.cast(wide, scores), wide, node, out);
    String softmax = out.step("weights", new Softmax(Softmax.Kind.SOFTMAX, -1, -1), modified);
    String weights = modified("prob_mod", softmax, wide, node, out);
    Heads.Weighted y = Heads.weighted(f, weights, f.cast(wide, node.in(2)));
    String sums = out.step("sums", new Reshape(null, true), y.sums(), y.shape());
    out.emit(new Cast(dtype), sums);
  }

  private static String modified(
      String attribute, String x, DType dtype, OnnxNode node, Emitter out) {
    if (!node.attributes().has(attribute)) {
      return x;
    }
    List<String> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(node.captured());
    List<String> results = out.inline(node.body(attribute, Arrays.asList(dtype)), inputs);
    if (results.size() != 1) {
      throw node.attributes()
          .wrong(attribute, "got a graph of " + results.size() + " outputs, required 1");
    }
    return results.getFirst();
  }
}
