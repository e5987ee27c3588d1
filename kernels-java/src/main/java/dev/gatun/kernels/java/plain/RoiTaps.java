package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.RoiAlign;
import java.util.Arrays;

/// The pixels along one axis that the samples of one region read, bin by bin, and their weights.
/// Linear interpolation is a product of one weight per axis, so two of these lists say all about a
/// region. Arrays grow to the largest region seen; the lists of one region replace those of the one
/// before.
final class RoiTaps {
  /// Taps of bin b: `begin[b]` to `begin[b + 1]` − 1.
  int[] begin = new int[8];

  /// Pixel of each tap.
  int[] index = new int[64];

  /// Weight of each tap.
  float[] weight = new float[64];

  /// Number of taps.
  int count;

  /// Samples per bin, those outside included.
  long samples;

  /// Whether a sample of a bin lies outside.
  boolean[] leavesPicture = new boolean[8];

  /// Lists the taps of a region.
  ///
  /// @param roi which region
  /// @param coordinate 0: along x, 1: along y
  /// @param bins bins along the axis
  /// @param extent of the picture along the axis
  /// @param merged whether taps of a bin on one pixel become one tap
  void list(
      RoiAlign op, Tensor rois, long roi, int coordinate, int bins, int extent, boolean merged) {
    if (begin.length <= bins) {
      leavesPicture = new boolean[bins];
      begin = new int[bins + 1]; // last, so that memory that runs out is asked for again
    }
    float shift = op.halfPixel() ? 0.5f : 0f;
    float start = (float) rois.getDouble(4 * roi + coordinate) * op.spatialScale() - shift;
    float end = (float) rois.getDouble(4 * roi + 2 + coordinate) * op.spatialScale() - shift;
    float length = end - start;
    if (!op.halfPixel() && !(length >= 1f)) {
      length = 1f;
    }
    float bin = length / bins;
    boolean sane = Float.isFinite(start) && Float.isFinite(end) && Float.isFinite(length);
    samples = !sane ? 0 : op.samplingRatio() > 0 ? op.samplingRatio() : (long) Math.ceil(bin);
    samples = Math.max(samples, 0);
    count = 0;
    for (int b = 0; b < bins; b++) {
      begin[b] = count;
      listBin(b, start + b * bin, bin, extent, merged);
    }
    begin[bins] = count;
  }

  /// The taps of one bin, in the order of rising pixels.
  private void listBin(int b, float start, float bin, int extent, boolean merged) {
    // samples far outside are passed over, as an adaptive grid over a huge region has billions
    long first = 0;
    long last = samples - 1;
    if (bin != 0) {
      double perPixel = samples / (double) bin;
      double one = (-1 - (double) start) * perPixel;
      double other = (extent - (double) start) * perPixel;
      first = Math.max(first, (long) (Math.min(one, other) - 2));
      last = Math.min(last, (long) (Math.max(one, other) + 2));
    }
    long inside = 0;
    for (long k = first; k <= last; k++) {
      long s = bin < 0 ? first + last - k : k;
      float v = start + (s + 0.5f) * bin / samples;
      if (extent > 0 && v >= -1f && v <= extent) {
        addSample(Math.max(v, 0f), extent, merged ? begin[b] : Integer.MAX_VALUE);
        inside++;
      }
    }
    leavesPicture[b] = inside < samples;
  }

  /// @param mergeFrom first tap that may take up another weight
  private void addSample(float v, int extent, int mergeFrom) {
    int low = Math.min((int) v, extent - 1);
    float rest = Math.min(v, extent - 1) - low;
    add(low, 1f - rest, mergeFrom);
    add(Math.min(low + 1, extent - 1), rest, mergeFrom);
  }

  private void add(int pixel, float w, int mergeFrom) {
    for (int t = count - 1; t >= mergeFrom && t >= count - 2; t--) {
      if (index[t] == pixel) {
        weight[t] += w;
        return;
      }
    }
    if (count == index.length) {
      weight = Arrays.copyOf(weight, 2 * count);
      index = Arrays.copyOf(index, 2 * count);
    }
    index[count] = pixel;
    weight[count] = w;
    count++;
  }

  /// Scales all weights.
  void scale(float factor) {
    for (int t = 0; t < count; t++) {
      weight[t] *= factor;
    }
  }
}
