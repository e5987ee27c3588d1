package dev.gatun.conformance.zoo.faces;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Tensor;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Kowalski, Naruniec and Trzcinski, *Deep Alignment Network: A Convolutional Neural Network for
/// Robust Face Alignment*, 2017: a network like VGG's looks at a grey face and says by how much
/// each of 68 points lies beside its place in the mean face. This is the first of the paper's
/// stages, table 1; the others repeat it on a picture turned upright by what the one before has
/// found.
final class Landmarks {
  private static final double EPSILON = 1e-4;
  private static final int POINTS = 68;
  private static final int FEATURES = 256;

  /// A schematic face, in the usual order of the 68 points: parts of ellipses, by centre, radii,
  /// angles from and to in degrees (0 is to the right, 90 down), and how many points. The published
  /// mean face is that of the training data.
  private static final double[][] MEAN_FACE = {
    {0.50, 0.45, 0.38, 0.45, 180, 0, 17}, // jaw
    {0.31, 0.35, 0.12, 0.06, 180, 360, 5}, // brows
    {0.69, 0.35, 0.12, 0.06, 180, 360, 5},
    {0.50, 0.50, 0.00, 0.09, 270, 90, 4}, // nose, from above
    {0.50, 0.60, 0.08, 0.04, 180, 0, 5}, // nose, from the left
    {0.33, 0.42, 0.07, 0.03, 180, 480, 6}, // eyes
    {0.67, 0.42, 0.07, 0.03, 180, 480, 6},
    {0.50, 0.75, 0.14, 0.07, 180, 510, 12}, // lips
    {0.50, 0.75, 0.10, 0.03, 180, 495, 8}
  };

  private Landmarks() {}

  static void define(Net net) {
    Value x = net.image();
    for (int width = 64; width <= 512; width *= 2) {
      x = unit(unit(x, width), width).maxPool(k(2).stride(2));
    }
    // A window over the whole map is a fully connected layer.
    x = x.convNoBias(FEATURES, k(x.shape().dim(2), x.shape().dim(3))).batchNorm(EPSILON).relu();
    net.gain(1);
    Value offsets = x.flatten().dense(2 * POINTS).reshape(0, POINTS, 2);
    net.output("landmarks", offsets.add(meanFace(net)));
  }

  private static Value unit(Value x, int outC) {
    return x.convNoBias(outC, k(3).same()).batchNorm(EPSILON).relu();
  }

  /// Points `x, y` in pixels.
  private static Value meanFace(Net net) {
    float[] points = new float[2 * POINTS];
    int next = 0;
    for (double[] part : MEAN_FACE) {
      int count = (int) part[6];
      for (int i = 0; i < count; i++) {
        double angle = Math.toRadians(part[4] + (part[5] - part[4]) * i / (count - 1));
        points[next++] = (float) ((part[0] + part[2] * Math.cos(angle)) * net.size().dim(3));
        points[next++] = (float) ((part[1] + part[3] * Math.sin(angle)) * net.size().dim(2));
      }
    }
    return net.constant("mean-face", Tensor.of(points, POINTS, 2));
  }
}
