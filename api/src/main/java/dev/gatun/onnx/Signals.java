package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Dft;
import dev.gatun.op.Gather;
import java.util.Map;

/// Operators of audio: Fourier transforms, windows, the mel scale. The axis of DFT became an input
/// in opset 20.
final class Signals {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("DFT", Signals::dft),
          entry("STFT", Signals::shortTime),
          entry("HannWindow", (node, out) -> SignalWindow.lower(0.5, 0.5, 0, node, out)),
          entry(
              "HammingWindow",
              (node, out) -> SignalWindow.lower(25 / 46.0, 21 / 46.0, 0, node, out)),
          entry("BlackmanWindow", (node, out) -> SignalWindow.lower(0.42, 0.5, 0.08, node, out)),
          entry("MelWeightMatrix", MelWeights::lower));

  private Signals() {}

  private static void dft(OnnxNode node, Emitter out) {
    boolean inverse = node.attributes().flag("inverse", false);
    boolean oneSided = node.attributes().flag("onesided", false);
    Long length = node.integer(1, "dft_length");
    Long axis =
        node.opset() < 20
            ? Long.valueOf(node.attributes().integer("axis", 1))
            : node.has(2) ? node.integer(2, "axis") : Long.valueOf(-2);
    Dft op = new Dft(axis == null ? null : Math.toIntExact(axis), length, inverse, oneSided);
    out.emit(
        op,
        node.in(0),
        length == null ? node.optional(1) : "",
        axis == null ? node.optional(2) : "");
  }

  /// Transforms of overlapping frames of a signal `[batch, length, 1 or 2]`. Frames start
  /// `frame_step` apart, as many as fit, and are weighed by the window; where that is shorter than
  /// `frame_length`, zeros fill up.
  private static void shortTime(OnnxNode node, Emitter out) {
    Formula f = new Formula(out);
    String signal = node.in(0);
    String step = f.count(node.in(1));
    String total = f.extent(signal, 1);
    String window = node.optional(2);
    String width = window.isEmpty() ? null : f.extent(window, 0);
    String length = node.has(3) ? f.count(node.in(3)) : width == null ? total : width;
    String frames = f.add(f.div(f.sub(total, length), step), f.ints(1));
    String starts = f.unsqueeze(f.mul(f.range(frames), step), 1);
    String places = f.add(starts, f.range(width == null ? length : width));
    String framed = out.step("frames", new Gather(1), signal, places);
    if (!window.isEmpty()) {
      framed = f.mul(framed, f.unsqueeze(window, 1));
    }
    boolean oneSided = node.attributes().flag("onesided", true);
    out.emit(new Dft(-2, null, false, oneSided), framed, length);
  }
}
