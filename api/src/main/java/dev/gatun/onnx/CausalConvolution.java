package dev.gatun.onnx;

import dev.gatun.graph.Dim;
import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Conv;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.Slice;
import dev.gatun.op.Window;
import java.util.List;
import java.util.Map;

/// CausalConvWithState of opset 27: a convolution over time, each channel for itself, that sees the
/// present and the k − 1 elements before it.
///
/// Inputs: x `[batch, channels, length]`, weights `[channels, 1, k]`, bias `[channels]`, the k − 1
/// elements before x, 0 where absent. Outputs: y like x; the last k − 1 elements for the next call.
final class CausalConvolution {
  private static final Map<String, Boolean> ACTIVATIONS =
      Map.of("none", false, "silu", true, "swish", true);

  private CausalConvolution() {}

  static void lower(OnnxNode node, Emitter out) {
    Formula f = new Formula(out);
    String x = node.in(0);
    String before = f.sub(f.extent(node.in(1), 2), f.ints(1));
    String padded = node.has(3) ? f.concat(2, node.in(3), x) : padded(x, before, f);
    if (node.isUsed(1)) {
      // from the length of x on, k − 1 elements are left
      String state =
          out.step(
              "state",
              new Slice(null, null, null, null),
              padded,
              f.extent(x, 2),
              f.ints(Long.MAX_VALUE),
              f.ints(2));
      out.emitTo(1, new Identity(), state);
    }
    boolean silu = node.attributes().choice("activation", "none", ACTIVATIONS);
    Window window =
        new Window(Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, AutoPad.EXPLICIT);
    Activation activation = silu ? Activation.SILU : Activation.NONE;
    out.emit(new Conv(window, channels(node), activation), padded, node.in(1), node.optional(2));
  }

  private static String padded(String x, String before, Formula f) {
    String pads = f.concat(0, before, f.ints(0));
    return f.out().step("padded", new Pad(Pad.Mode.CONSTANT, null, null), x, pads, "", f.ints(2));
  }

  private static int channels(OnnxNode node) {
    for (int input = 0; input < 2; input++) {
      List<Dim> dims = node.dims(input);
      Dim channels = dims == null || dims.size() != 3 ? Dim.UNKNOWN : dims.get(1 - input);
      if (channels instanceof Dim.Known known && known.value() > 0) {
        return Math.toIntExact(known.value());
      }
    }
    throw new UnsupportedException("the number of channels is not known when the model is loaded");
  }
}
