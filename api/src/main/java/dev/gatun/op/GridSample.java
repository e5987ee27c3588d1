package dev.gatun.op;

/// Samples a picture at places that a grid names. Inputs: x `[N, C, spatial…]`; grid `[N, out…, r]`
/// of a float type, r the number of spatial axes, each entry a place with the innermost axis first,
/// −1 to 1 over the picture. Output `[N, C, out…]`. Any number of spatial axes; types that are not
/// floats only with NEAREST. Source: Jaderberg et al., "Spatial Transformer Networks" (2015).
///
/// @param mode interpolation; CUBIC has the coefficient −0.75, NEAREST rounds halves to even
/// @param padding what lies outside
/// @param alignCorners whether −1 and 1 are the centres of the outermost pixels rather than their
///   outer edges
public record GridSample(Mode mode, Padding padding, boolean alignCorners) implements Sampling {
  /// Interpolation.
  public enum Mode {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /// What lies outside the picture.
  public enum Padding {
    /// Zeros.
    ZEROS,
    /// The nearest pixel of the border.
    BORDER,
    /// The picture, mirrored again and again at the range's ends.
    REFLECTION
  }
}
