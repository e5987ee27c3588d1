package dev.gatun.kernels.opencl.tune;

/// What kernels compute, as plain loops over row-major tensors of one image. A cold engine of the
/// host takes a second for problems of this size.
final class Loops {
  private Loops() {}

  /// An image `[c][h][w]`.
  record Image(float[] values, int c, int h, int w) {
    float at(int channel, int row, int column) {
      boolean inside = row >= 0 && row < h && column >= 0 && column < w;
      return inside ? values[(channel * h + row) * w + column] : 0;
    }
  }

  /// A square kernel `[outC][c / groups][k][k]` with stride 1, padded by k / 2, and a rectifier.
  static float[] conv(Image x, float[] weights, float[] bias, int k, int groups) {
    int outC = bias.length;
    int inC = x.c / groups;
    float[] y = new float[outC * x.h * x.w];
    int at = 0;
    for (int o = 0; o < outC; o++) {
      int first = o / (outC / groups) * inC;
      for (int pixel = 0; pixel < x.h * x.w; pixel++) {
        double sum = bias[o];
        for (int c = 0; c < inC; c++) {
          for (int tap = 0; tap < k * k; tap++) {
            float input =
                x.at(first + c, pixel / x.w + tap / k - k / 2, pixel % x.w + tap % k - k / 2);
            sum += (double) input * weights[(o * inC + c) * k * k + tap];
          }
        }
        y[at++] = (float) Math.max(0, sum);
      }
    }
    return y;
  }

  /// A square kernel `[c][outC][k][k]` without pads.
  static float[] transposed(Image x, float[] weights, int outC, int k, int stride) {
    int w = (x.w - 1) * stride + k;
    float[] y = new float[outC * ((x.h - 1) * stride + k) * w];
    for (int o = 0; o < outC; o++) {
      for (int i = 0; i < x.values.length; i++) {
        int channel = i / (x.h * x.w);
        int row = i / x.w % x.h * stride;
        int column = i % x.w * stride;
        for (int tap = 0; tap < k * k; tap++) {
          int target = (o * ((x.h - 1) * stride + k) + row + tap / k) * w + column + tap % k;
          y[target] += x.values[i] * weights[(channel * outC + o) * k * k + tap];
        }
      }
    }
    return y;
  }

  /// Windows that lie inside.
  static float[] pool(Image x, int k, int stride, boolean maximum) {
    int h = (x.h - k) / stride + 1;
    int w = (x.w - k) / stride + 1;
    float[] y = new float[x.c * h * w];
    for (int i = 0; i < y.length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int tap = 0; tap < k * k; tap++) {
        float input = x.at(i / (h * w), i / w % h * stride + tap / k, i % w * stride + tap % k);
        most = Math.max(most, input);
        sum += input;
      }
      y[i] = (float) (maximum ? most : sum / (k * k));
    }
    return y;
  }

  /// Shares of a pixel's channels.
  static float[] softmax(Image x) {
    int pixels = x.h * x.w;
    float[] y = new float[x.values.length];
    for (int pixel = 0; pixel < pixels; pixel++) {
      double sum = 0;
      for (int i = pixel; i < y.length; i += pixels) {
        sum += Math.exp(x.values[i]);
      }
      for (int i = pixel; i < y.length; i += pixels) {
        y[i] = (float) (Math.exp(x.values[i]) / sum);
      }
    }
    return y;
  }

  /// Products, and a rectifier.
  static float[] multiply(float[] a, float[] b) {
    float[] y = new float[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(0, a[i] * b[i]);
    }
    return y;
  }

  /// Of each channel.
  static float[] sums(Image x) {
    float[] y = new float[x.c];
    for (int i = 0; i < x.values.length; i++) {
      y[i / (x.h * x.w)] += x.values[i];
    }
    return y;
  }
}
