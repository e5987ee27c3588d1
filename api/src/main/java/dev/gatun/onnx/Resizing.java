package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.Tensor;
import dev.gatun.op.Ints;
import dev.gatun.op.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Resize and the older Upsample. Upsample (scales an attribute in opset 7, an input in 9) and
/// Resize 10 know one coordinate rule, output / scale rounded down; opset 11 brought the others, a
/// roi and sizes; 18 axes, antialiasing and the policy.
final class Resizing {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(entry("Resize", Resizing::resize), entry("Upsample", Resizing::upsample));

  private static final int ROI = 1;
  private static final int SCALES = 2;
  private static final int SIZES = 3;

  private static final Map<String, Resize.Mode> MODES =
      Map.of(
          "nearest", Resize.Mode.NEAREST,
          "linear", Resize.Mode.LINEAR,
          "bilinear", Resize.Mode.LINEAR, // opset 1
          "cubic", Resize.Mode.CUBIC);

  private static final Map<String, Resize.Transform> TRANSFORMS =
      Map.of(
          "half_pixel", Resize.Transform.HALF_PIXEL,
          "half_pixel_symmetric", Resize.Transform.HALF_PIXEL_SYMMETRIC,
          "pytorch_half_pixel", Resize.Transform.PYTORCH_HALF_PIXEL,
          "align_corners", Resize.Transform.ALIGN_CORNERS,
          "asymmetric", Resize.Transform.ASYMMETRIC,
          "tf_half_pixel_for_nn", Resize.Transform.TF_HALF_PIXEL_FOR_NN,
          "tf_crop_and_resize", Resize.Transform.TF_CROP_AND_RESIZE);

  private static final Map<String, Resize.Nearest> NEAREST =
      Map.of(
          "round_prefer_floor", Resize.Nearest.ROUND_PREFER_FLOOR,
          "round_prefer_ceil", Resize.Nearest.ROUND_PREFER_CEIL,
          "floor", Resize.Nearest.FLOOR,
          "ceil", Resize.Nearest.CEIL);

  private static final Map<String, Resize.Policy> POLICIES =
      Map.of(
          "stretch", Resize.Policy.STRETCH,
          "not_larger", Resize.Policy.NOT_LARGER,
          "not_smaller", Resize.Policy.NOT_SMALLER);

  private Resizing() {}

  private static void upsample(OnnxNode node, Emitter out) {
    if (node.opset() >= 9) {
      early(node, out);
    } else if (node.attributes().has("scales")) {
      out.emit(earlyOp(checked(node.attributes().floats("scales"), node), node), node.in(0));
    } else { // opset 1
      float height = node.attributes().number("height_scale", 1);
      float width = node.attributes().number("width_scale", 1);
      out.emit(earlyOp(checked(List.of(1f, 1f, height, width), node), node), node.in(0));
    }
  }

  /// Inputs x, scales.
  private static void early(OnnxNode node, Emitter out) {
    String input = node.in(1);
    List<Float> scales = scales(1, node);
    if (scales == null) {
      out.emit(earlyOp(null, node), node.in(0), "", input);
    } else {
      out.emit(earlyOp(scales, node), node.in(0));
    }
  }

  /// Opset 10 said nothing of rounding. ONNX Runtime, which models were tried with, rounds down,
  /// and up where it shrinks.
  private static Resize earlyOp(@Nullable List<Float> scales, OnnxNode node) {
    boolean shrinking =
        scales != null
            && scales.stream().allMatch(scale -> scale <= 1)
            && scales.stream().anyMatch(scale -> scale < 1);
    return new Resize(
        node.attributes().choice("mode", "nearest", MODES),
        Resize.Transform.ASYMMETRIC,
        shrinking ? Resize.Nearest.CEIL : Resize.Nearest.FLOOR,
        -0.75f,
        false,
        0,
        false,
        Resize.Policy.STRETCH,
        Ints.EMPTY,
        scales,
        null,
        null);
  }

  private static void resize(OnnxNode node, Emitter out) {
    if (node.opset() < 11) {
      early(node, out);
      return;
    }
    Attributes attributes = node.attributes();
    Resize.Transform transform =
        attributes.choice("coordinate_transformation_mode", "half_pixel", TRANSFORMS);
    Ints axes = attributes.ints("axes");
    boolean cropping = transform == Resize.Transform.TF_CROP_AND_RESIZE;
    boolean byScales = isGiven(SCALES, node);
    boolean bySizes = isGiven(SIZES, node);
    if (byScales == bySizes) {
      throw node.wrong(
          "got "
              + (byScales ? "scales and sizes" : "neither scales nor sizes")
              + ", required one of them");
    }
    List<Float> scales = byScales ? scales(SCALES, node) : null;
    Ints sizes = bySizes ? node.ints(SIZES, "sizes") : null;
    List<Float> roi = cropping ? floats(ROI, node) : null;
    boolean known =
        (scales != null || sizes != null) && (!cropping || roi != null) && axes.isEmpty();
    Resize op =
        new Resize(
            attributes.choice("mode", "nearest", MODES),
            transform,
            attributes.choice("nearest_mode", "round_prefer_floor", NEAREST),
            attributes.number("cubic_coeff_a", -0.75f),
            attributes.flag("exclude_outside", false),
            attributes.number("extrapolation_value", 0),
            attributes.flag("antialias", false),
            attributes.choice("keep_aspect_ratio_policy", "stretch", POLICIES),
            axes,
            known ? scales : null,
            known ? sizes : null,
            known ? roi : null);
    if (known) {
      out.emit(op, node.in(0));
    } else {
      out.emit(
          op,
          node.in(0),
          cropping ? node.optional(ROI) : "",
          byScales ? node.in(SCALES) : "",
          bySizes ? node.in(SIZES) : "");
    }
  }

  /// Whether an optional input is there: an empty constant stands for none.
  private static boolean isGiven(int input, OnnxNode node) {
    Tensor constant = node.constant(input);
    return node.has(input) && (constant == null || constant.shape().size() > 0);
  }

  private static @Nullable List<Float> floats(int input, OnnxNode node) {
    Tensor tensor = node.constant(input);
    if (tensor == null) {
      return null;
    }
    if (!tensor.dtype().isFloat() || tensor.shape().rank() > 1) {
      throw node.wrong("got input " + input + " of type " + tensor + ", required a list of floats");
    }
    List<Float> values = new ArrayList<>();
    for (float value : tensor.toFloats()) {
      values.add(value);
    }
    return List.copyOf(values);
  }

  private static @Nullable List<Float> scales(int input, OnnxNode node) {
    List<Float> scales = floats(input, node);
    return scales == null ? null : checked(scales, node);
  }

  private static List<Float> checked(List<Float> scales, OnnxNode node) {
    for (float scale : scales) {
      if (!(scale > 0) || scale > Integer.MAX_VALUE) {
        throw node.wrong("got scales " + scales + ", required finite values above 0");
      }
    }
    return scales;
  }
}
