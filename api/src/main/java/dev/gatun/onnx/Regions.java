package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Ints;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.RoiAlign;
import java.util.Map;

/// Pooling of regions. RoiAlign's coordinate_transformation_mode came with opset 16; before, pixels
/// were not shifted by a half.
final class Regions {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(entry("RoiAlign", Regions::roiAlign), entry("MaxRoiPool", Regions::maxRoiPool));

  private static final Map<String, RoiAlign.Mode> MODES =
      Map.of("avg", RoiAlign.Mode.AVERAGE, "max", RoiAlign.Mode.MAX);
  private static final Map<String, Boolean> HALF_PIXEL =
      Map.of("half_pixel", true, "output_half_pixel", false);

  private Regions() {}

  private static void roiAlign(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    String otherwise = node.opset() < 16 ? "output_half_pixel" : "half_pixel";
    out.emit(
        new RoiAlign(
            attributes.choice("mode", "avg", MODES),
            atLeast(1, "output_height", 1, attributes),
            atLeast(1, "output_width", 1, attributes),
            atLeast(0, "sampling_ratio", 0, attributes),
            attributes.number("spatial_scale", 1),
            attributes.choice("coordinate_transformation_mode", otherwise, HALF_PIXEL)),
        node.in(0),
        node.in(1),
        node.in(2));
  }

  private static void maxRoiPool(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    Ints shape = attributes.requireInts("pooled_shape");
    if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) < 1) {
      throw attributes.wrong("pooled_shape", "got " + shape + ", required 2 values of 1 or more");
    }
    float scale = attributes.number("spatial_scale", 1);
    out.emit(new MaxRoiPool(shape.at(0), shape.at(1), scale), node.in(0), node.in(1));
  }

  private static int atLeast(int least, String name, int otherwise, Attributes attributes) {
    int value = attributes.smallInteger(name, otherwise);
    if (value < least) {
      throw attributes.wrong(name, "got " + value + ", required " + least + " or more");
    }
    return value;
  }
}
