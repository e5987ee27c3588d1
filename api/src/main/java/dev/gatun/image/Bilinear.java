package dev.gatun.image;

import dev.gatun.Image;

/// Bilinear resampling with half-pixel centres, smoothed when it shrinks: the triangle filter is
/// stretched by the scale, so that every input pixel counts, as Pillow's `BILINEAR` and PyTorch's
/// `antialias=True` do. All arithmetic is in float (Pillow rounds to 8 bits between the two passes,
/// so the two may differ by a level).
public final class Bilinear {
  private Bilinear() {}

  /// A part of an image scaled to another size.
  ///
  /// @param full the wanted extents of the whole image
  /// @param part which part of that to compute
  public record Target(Size full, Box part) {}

  /// Extents in pixels; long, since a cover of a very long image may be longer than memory.
  ///
  /// @param width 1 or more
  /// @param height 1 or more
  public record Size(long width, long height) {}

  /// A rectangle inside a scaled image.
  ///
  /// @param x first column
  /// @param y first row
  /// @param width columns
  /// @param height rows
  public record Box(long x, long y, int width, int height) {}

  /// The weights of one axis: output `i` is `Σ weights[i][k] · input[first[i] + k]`.
  private record Taps(int[] first, float[][] weights) {}

  /// Resamples.
  ///
  /// @param image the source
  /// @param target size and part
  /// @return 0 to 255, `part.height × part.width × channels`, row-major
  public static float[] resample(Image image, Target target) {
    Box part = target.part();
    Taps across = taps(image.width(), target.full().width(), part.x(), part.width());
    Taps down = taps(image.height(), target.full().height(), part.y(), part.height());
    int rowLength = part.width() * image.channels();
    int firstRow = down.first[0];
    int last = part.height() - 1;
    int rows = down.first[last] + down.weights[last].length - firstRow;
    // across: only the rows that some output row reads
    float[] narrow = new float[Math.multiplyExact(rows, rowLength)];
    for (int y = 0; y < rows; y++) {
      resampleRow(image, firstRow + y, across, narrow, y * rowLength);
    }
    // down
    float[] out = new float[Math.multiplyExact(part.height(), rowLength)];
    for (int y = 0; y < part.height(); y++) {
      float[] weights = down.weights[y];
      for (int k = 0; k < weights.length; k++) {
        int from = (down.first[y] - firstRow + k) * rowLength;
        for (int x = 0; x < rowLength; x++) {
          out[y * rowLength + x] += weights[k] * narrow[from + x];
        }
      }
    }
    return out;
  }

  private static void resampleRow(Image image, int y, Taps across, float[] out, int at) {
    int channels = image.channels();
    for (int x = 0; x < across.first.length; x++) {
      float[] weights = across.weights[x];
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * image.sample(across.first[x] + k, y, c);
        }
        out[at + x * channels + c] = sum;
      }
    }
  }

  /// Output `i` of `full` is centred on input coordinate (i + ½)·in/full, and reaches `max(in/full,
  /// 1)` to both sides.
  private static Taps taps(int in, long full, long start, int count) {
    double scale = (double) in / full;
    double reach = Math.max(scale, 1);
    int[] first = new int[count];
    float[][] weights = new float[count][];
    for (int i = 0; i < count; i++) {
      double centre = (start + i + 0.5) * scale;
      int from = (int) Math.max(0, Math.floor(centre - reach + 0.5));
      int to = (int) Math.min(in, Math.floor(centre + reach + 0.5));
      double[] exact = new double[to - from];
      double sum = 0;
      for (int k = 0; k < exact.length; k++) {
        exact[k] = Math.max(0, 1 - Math.abs(from + k + 0.5 - centre) / reach);
        sum += exact[k];
      }
      first[i] = from;
      weights[i] = new float[exact.length];
      for (int k = 0; k < exact.length; k++) {
        weights[i][k] = (float) (exact[k] / sum);
      }
    }
    return new Taps(first, weights);
  }
}
