package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.Resize;
import dev.gatun.op.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Padding and resampling on the device, in both orders.
@RequiresDevice
class ResizeTest {
  private static final Shape IMAGE = Shape.of(2, 5, 6, 7);

  /// An input `x` and `y` of the same shape, channels last.
  private static DeviceNet image() {
    return DeviceNet.of(2, 5, 6, 7)
        .constant("w", 5, 5, 1, 1)
        .then(Conv.of(1, 1), "x w", "y", IMAGE);
  }

  private static Resize resize(Resize.Mode mode, Resize.Transform transform, boolean antialias) {
    return new Resize(
        mode,
        transform,
        Resize.Nearest.ROUND_PREFER_FLOOR,
        -0.75f,
        false,
        9,
        antialias,
        Resize.Policy.STRETCH,
        Ints.EMPTY,
        null,
        Ints.of(2, 5, 9, 4),
        List.of(0f, 0f, 0.1f, -0.2f, 1f, 1f, 0.9f, 1.1f));
  }

  @Test
  void resamplesImages() {
    for (Resize.Mode mode : Resize.Mode.values()) {
      DeviceNet net = image();
      Shape wide = Shape.of(2, 5, 9, 4);
      StringBuilder results = new StringBuilder();
      for (Resize.Transform transform : Resize.Transform.values()) {
        net.then(resize(mode, transform, false), "y", "y" + transform, wide);
        net.then(resize(mode, transform, false), "x", "x" + transform, wide);
        results.append(" y").append(transform).append(" x").append(transform);
      }
      net.then(resize(mode, Resize.Transform.HALF_PIXEL, true), "y", "smooth", wide);
      String kernel = mode == Resize.Mode.NEAREST ? "pick" : "resample";
      List<String> kernels = net.check("smooth" + results);
      int all = 1 + 2 * Resize.Transform.values().length;
      assertEquals(all, kernels.stream().filter(kernel::equals).count(), kernels.toString());
    }
  }

  @Test
  void resamplesAlongAnyThreeAxes() {
    Resize op =
        new Resize(
            Resize.Mode.LINEAR,
            Resize.Transform.HALF_PIXEL,
            Resize.Nearest.FLOOR,
            0,
            true,
            0,
            false,
            Resize.Policy.STRETCH,
            Ints.EMPTY,
            null,
            Ints.of(3, 2, 6, 10),
            null);
    List<String> kernels =
        image()
            .then(op, "y", "a", Shape.of(3, 2, 6, 10))
            .then(op, "x", "b", Shape.of(3, 2, 6, 10))
            .then(
                new Slice(Ints.of(1), Ints.of(5), Ints.of(1), Ints.of(1)),
                "x",
                "slice",
                Shape.of(2, 4, 6, 7))
            .then(op, "slice", "c", Shape.of(3, 2, 6, 10))
            .check("a b c");
    assertEquals(3, kernels.stream().filter("resample"::equals).count(), kernels.toString());
  }

  private static Resize alongThree(Resize.Transform transform, List<Float> roi) {
    return new Resize(
        Resize.Mode.LINEAR,
        transform,
        Resize.Nearest.FLOOR,
        0,
        false,
        9,
        false,
        Resize.Policy.STRETCH,
        Ints.EMPTY,
        null,
        Ints.of(3, 9, 6, 13),
        roi);
  }

  /// The ends of aligned corners are one element each: the other one may be infinite.
  @Test
  void whatHasNoWeightTakesNoPart() {
    Tensor image = Tensor.allocate(DType.FLOAT32, IMAGE);
    image.setDouble(IMAGE.size() - 1, Double.POSITIVE_INFINITY);
    DeviceNet.of(1)
        .input("image", image)
        .then(alongThree(Resize.Transform.ALIGN_CORNERS, null), "image", "y", Shape.of(3, 9, 6, 13))
        .check("y");
  }

  @Test
  void cropsAlongThreeAxes() {
    List<Float> roi = List.of(-0.5f, 0.1f, 0f, -0.2f, 1.5f, 1.2f, 1f, 0.8f);
    DeviceNet.of(2, 5, 6, 7)
        .then(alongThree(Resize.Transform.TF_CROP_AND_RESIZE, roi), "x", "y", Shape.of(3, 9, 6, 13))
        .check("y");
  }

  @Test
  void padsInAllModesAndCrops() {
    DeviceNet net = image().constant("value", Tensor.scalar(4.5f)).input("rows", 3, 10);
    StringBuilder results = new StringBuilder();
    for (Pad.Mode mode : Pad.Mode.values()) {
      Pad around = new Pad(mode, Ints.of(0, 0, 2, 1), Ints.of(0, 0, 3, 2));
      Pad everywhere = new Pad(mode, Ints.of(1, 2, -1, 0), Ints.of(0, -1, 2, 1));
      net.then(around, "y", "a" + mode, Shape.of(2, 5, 11, 10));
      net.then(around, "x", "b" + mode, Shape.of(2, 5, 11, 10));
      net.then(everywhere, "y", "c" + mode, Shape.of(3, 6, 7, 8));
      for (String name : List.of(" a", " b", " c")) {
        results.append(name).append(mode);
      }
    }
    net.then(
        new Pad(Pad.Mode.CONSTANT, Ints.of(0, 0, 1, 1), Ints.of(0, 0, 1, 1)),
        "y  value",
        "v",
        Shape.of(2, 5, 8, 9));
    net.then(
        new Pad(Pad.Mode.CONSTANT, Ints.of(0, 1), Ints.of(1, 2)),
        "rows  value",
        "u",
        Shape.of(4, 13));
    net.then(new Activate(Activation.RELU), "v", "end", Shape.of(2, 5, 8, 9));
    List<String> kernels = net.check("end u" + results);
    assertEquals(14, kernels.stream().filter("pick"::equals).count(), kernels.toString());
    assertTrue(kernels.contains("unary"), kernels.toString());
  }
}
