package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// Pools regions of a picture at points between its pixels. Inputs: x `[N, C, H, W]`; rois `[R, 4]`
/// of x's type, corners x1, y1, x2, y2; the picture of each region, INT64 `[R]`. Output `[R, C,
/// outH, outW]`.
///
/// A region is cut into outH × outW bins, a bin is sampled on a regular grid, each sample
/// interpolated from its four neighbours; one that is more than a pixel outside counts as 0. Where
/// samples lie is computed in binary32. Source: He et al., "Mask R-CNN" (2017), as in Detectron.
///
/// @param mode what becomes of the samples of a bin
/// @param outH rows of bins
/// @param outW columns of bins
/// @param samplingRatio samples per bin along either axis, at most 1024; 0: one per pixel, rounded
///   up
/// @param spatialScale pixels of x per unit of the regions
/// @param halfPixel whether pixel centres lie at halves; if not, regions are at least 1 pixel wide
///   and high
public record RoiAlign(
    Mode mode, int outH, int outW, int samplingRatio, float spatialScale, boolean halfPixel)
    implements Sampling {
  /// A million samples for each element of the result; detectors take 2 × 2.
  private static final int MOST_SAMPLES = 1024;

  /// Bounds the work of a bin, which no limit on memory does.
  public RoiAlign {
    if (samplingRatio < 0 || samplingRatio > MOST_SAMPLES) {
      throw new InvalidInputException(
          "RoiAlign: got sampling_ratio " + samplingRatio + ", required 0 to " + MOST_SAMPLES);
    }
  }

  /// What becomes of the samples of a bin.
  public enum Mode {
    /// Their mean.
    AVERAGE,
    /// The largest of the weighted neighbours of all samples (not of the interpolated samples):
    /// what ONNX defines by its reference implementation.
    MAX
  }
}
