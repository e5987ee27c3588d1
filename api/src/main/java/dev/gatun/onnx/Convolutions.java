package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Determinant;
import dev.gatun.op.Einsum;
import dev.gatun.op.Gemm;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.Map;

/// Convolutions and matrix products. Where the weights are constants, the kernel's extents come
/// from them and are checked against `kernel_shape`, which some exporters leave out.
final class Convolutions {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Conv", Convolutions::conv),
          entry("ConvTranspose", Convolutions::convTranspose),
          entry("Det", (node, out) -> out.emit(new Determinant(), node.in(0))),
          entry("Gemm", Convolutions::gemm),
          entry(
              "MatMul",
              (node, out) -> out.emit(new MatMul(Activation.NONE), node.in(0), node.in(1))),
          entry("Einsum", Convolutions::einsum));

  private Convolutions() {}

  private static void conv(OnnxNode node, Emitter out) {
    requireGroups(1, node);
    out.emit(
        new Conv(window(1, node), groups(node), Activation.NONE),
        node.in(0),
        node.in(1),
        node.optional(2));
  }

  /// Checks constant weights against the groups.
  ///
  /// @param place the weights' place among the inputs
  static void requireGroups(int place, OnnxNode node) {
    int groups = groups(node);
    Tensor weights = node.constant(place);
    if (weights != null && weights.shape().rank() > 0 && weights.shape().dim(0) % groups != 0) {
      throw node.attributes()
          .wrong(
              "group",
              "got "
                  + groups
                  + ", required a divisor of the weights' "
                  + weights.shape().dim(0)
                  + " channels");
    }
  }

  private static void convTranspose(OnnxNode node, Emitter out) {
    Ints padding = extra("output_padding", node);
    Ints extents = extra("output_shape", node);
    Window window = window(1, node);
    checkPadding(padding, window, node);
    ConvTranspose op = new ConvTranspose(window, padding, extents, groups(node), Activation.NONE);
    out.emit(op, node.in(0), node.in(1), node.optional(2));
  }

  /// ONNX: what is added is less than the stride or the dilation; more would be bias only.
  private static void checkPadding(Ints padding, Window window, OnnxNode node) {
    for (int i = 0; i < padding.size(); i++) {
      long stride = i < window.strides().size() ? window.strides().get(i) : 1;
      long dilation = i < window.dilations().size() ? window.dilations().get(i) : 1;
      if (padding.get(i) > 0 && padding.get(i) >= Math.max(stride, dilation)) {
        throw node.attributes()
            .wrong(
                "output_padding",
                "got " + padding + ", required values below the stride or the dilation");
      }
    }
  }

  static int groups(OnnxNode node) {
    int groups = node.attributes().smallInteger("group", 1);
    if (groups < 1) {
      throw node.attributes().wrong("group", "got " + groups + ", required 1 or more");
    }
    return groups;
  }

  private static Ints extra(String name, OnnxNode node) {
    Ints values = node.attributes().ints(name);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) < 0 || values.get(i) > Integer.MAX_VALUE) {
        throw node.attributes()
            .wrong(name, "got " + values + ", required values from 0 to " + Integer.MAX_VALUE);
      }
    }
    return values;
  }

  /// The window of a convolution.
  ///
  /// @param place the weights' place among the inputs
  static Window window(int place, OnnxNode node) {
    Window window = Windows.of(node);
    Tensor weights = node.constant(place);
    if (weights == null) {
      return window;
    }
    Shape shape = weights.shape();
    if (shape.rank() < 3) {
      throw node.wrong(
          "got weights "
              + weights
              + ", required at least one spatial axis behind two for channels");
    }
    if (shape.rank() > 5) {
      throw new UnsupportedException("more than 3 spatial axes");
    }
    Ints kernel = Ints.of(Arrays.copyOfRange(shape.toArray(), 2, shape.rank()));
    if (!window.kernel().isEmpty() && !window.kernel().equals(kernel)) {
      throw node.attributes()
          .wrong(
              "kernel_shape",
              "got "
                  + window.kernel()
                  + ", required "
                  + kernel
                  + " as the weights "
                  + weights
                  + " have");
    }
    return new Window(
        kernel,
        window.strides(),
        window.dilations(),
        window.padsBegin(),
        window.padsEnd(),
        window.autoPad());
  }

  /// Before opset 7 `broadcast` had to ask for what the shapes of C say anyway; C is optional since
  /// opset 11.
  private static void gemm(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    Gemm gemm =
        new Gemm(
            attributes.number("alpha", 1),
            attributes.number("beta", 1),
            attributes.flag("transA", false),
            attributes.flag("transB", false),
            Activation.NONE);
    out.emit(gemm, node.in(0), node.in(1), node.optional(2));
  }

  private static void einsum(OnnxNode node, Emitter out) {
    String[] inputs = new String[node.inputCount()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = node.in(i);
    }
    out.emit(Einsum.of(node.attributes().requireText("equation")), inputs);
  }
}
