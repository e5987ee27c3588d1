package dev.gatun.op;

/// The largest pixels of regions. Inputs: x `[N, C, H, W]`; rois `[R, 5]` of x's type: picture,
/// then corners x1, y1, x2, y2. Output `[R, C, outH, outW]`. Corners are rounded to pixels, halves
/// away from 0; a region is at least 1 pixel wide and high; a bin without a pixel gives 0. Source:
/// Girshick, "Fast R-CNN" (2015).
///
/// @param outH rows of bins
/// @param outW columns of bins
/// @param spatialScale pixels of x per unit of the regions
public record MaxRoiPool(int outH, int outW, float spatialScale) implements Sampling {}
