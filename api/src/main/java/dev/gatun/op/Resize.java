package dev.gatun.op;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resampling along axes. Inputs: x; while not bound: roi 1 (optional), scales 2 or sizes 3. After
/// binding only x.
///
/// @param mode interpolation
/// @param transform how an output coordinate maps to an input coordinate
/// @param nearest how NEAREST rounds
/// @param cubicA the cubic's coefficient a, −0.75 usually
/// @param excludeOutside whether taps outside are dropped and the rest renormalised (CUBIC and
///   LINEAR)
/// @param extrapolation value outside, for TF_CROP_AND_RESIZE
/// @param antialias whether downsampling widens the filter
/// @param policy how sizes become extents
/// @param axes which axes scales, sizes and roi speak of; empty: all; empty after binding
/// @param scales one per axis of x; null: not bound yet
/// @param sizes output extents, one per axis of x; null: not bound, or derived from scales
///   (⌊extent·scale⌋)
/// @param roi starts then ends, normalised, for TF_CROP_AND_RESIZE; null: not bound or not used
public record Resize(
    Mode mode,
    Transform transform,
    Nearest nearest,
    float cubicA,
    boolean excludeOutside,
    float extrapolation,
    boolean antialias,
    Policy policy,
    Ints axes,
    @Nullable List<Float> scales,
    @Nullable Ints sizes,
    @Nullable List<Float> roi)
    implements Op {
  /// Interpolation.
  public enum Mode {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /// Output coordinate to input coordinate, as named in ONNX.
  public enum Transform {
    HALF_PIXEL,
    HALF_PIXEL_SYMMETRIC,
    PYTORCH_HALF_PIXEL,
    ALIGN_CORNERS,
    ASYMMETRIC,
    TF_HALF_PIXEL_FOR_NN,
    TF_CROP_AND_RESIZE
  }

  /// How NEAREST rounds, as named in ONNX.
  public enum Nearest {
    ROUND_PREFER_FLOOR,
    ROUND_PREFER_CEIL,
    FLOOR,
    CEIL
  }

  /// How sizes become extents, as named in ONNX.
  public enum Policy {
    STRETCH,
    NOT_LARGER,
    NOT_SMALLER
  }
}
