package dev.gatun.onnx;

import dev.gatun.op.AutoPad;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.Map;

/// Reads the attributes that convolutions and pools share: kernel_shape, strides, dilations, pads,
/// auto_pad.
final class Windows {
  private static final Map<String, AutoPad> AUTO_PADS =
      Map.of(
          "NOTSET", AutoPad.EXPLICIT,
          "", AutoPad.EXPLICIT,
          "SAME_UPPER", AutoPad.SAME_UPPER,
          "SAME_LOWER", AutoPad.SAME_LOWER,
          "VALID", AutoPad.VALID);

  private static final int MOST_SPATIAL_AXES = 3;

  private Windows() {}

  /// The window of a node. Pads count only where `auto_pad` leaves them to the file.
  static Window of(OnnxNode node) {
    Attributes attributes = node.attributes();
    Ints kernel = checked("kernel_shape", 1, node);
    Ints strides = checked("strides", 1, node);
    Ints dilations = checked("dilations", 1, node);
    Ints pads = checked("pads", 0, node);
    if (pads.size() % 2 != 0) {
      throw attributes.wrong(
          "pads", "got " + pads + ", required a begin and an end for each spatial axis");
    }
    AutoPad autoPad = attributes.choice("auto_pad", "NOTSET", AUTO_PADS);
    int half = autoPad == AutoPad.EXPLICIT ? pads.size() / 2 : 0;
    long[] all = pads.toArray();
    return new Window(
        kernel,
        strides,
        dilations,
        Ints.of(Arrays.copyOfRange(all, 0, half)),
        Ints.of(Arrays.copyOfRange(all, half, 2 * half)),
        autoPad);
  }

  private static Ints checked(String name, int least, OnnxNode node) {
    Ints values = node.attributes().ints(name);
    if (values.size() > (name.equals("pads") ? 2 * MOST_SPATIAL_AXES : MOST_SPATIAL_AXES)) {
      throw new UnsupportedException("more than " + MOST_SPATIAL_AXES + " spatial axes");
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) < least || values.get(i) > Integer.MAX_VALUE) {
        throw node.attributes()
            .wrong(
                name,
                "got " + values + ", required values from " + least + " to " + Integer.MAX_VALUE);
      }
    }
    return values;
  }
}
