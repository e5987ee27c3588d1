package dev.gatun.op;

/// Pooling over a sliding window. Input: x `[N, C, spatial…]`. Outputs: y, and for MAX optionally
/// the index of each maximum (INT64) in the whole flattened input.
///
/// @param kind which reduction
/// @param window kernel, strides, dilations, pads; pads never take part in MAX
/// @param ceil whether partial windows at the end count
/// @param countIncludePad AVERAGE: whether pads count in the divisor (a window's part beyond the
///   end pad never does)
/// @param p LP: the exponent
/// @param columnMajorIndices MAX: whether indices count the spatial axes column-major
///   (storage_order 1)
public record Pool(
    Kind kind,
    Window window,
    boolean ceil,
    boolean countIncludePad,
    int p,
    boolean columnMajorIndices)
    implements Op {
  /// What becomes of the elements under the window.
  public enum Kind {
    /// The largest.
    MAX,
    /// Their mean.
    AVERAGE,
    /// (Σ|x|ᵖ)^(1/p).
    LP
  }

  /// Maximum over a window.
  ///
  /// @param window the window
  /// @return the operator
  public static Pool max(Window window) {
    return new Pool(Kind.MAX, window, false, false, 0, false);
  }

  /// Mean over a window, pads not counted.
  ///
  /// @param window the window
  /// @return the operator
  public static Pool average(Window window) {
    return new Pool(Kind.AVERAGE, window, false, false, 0, false);
  }

  /// {@return the copy}
  ///
  /// @param other the window
  public Pool withWindow(Window other) {
    return new Pool(kind, other, ceil, countIncludePad, p, columnMajorIndices);
  }

  @Override
  public String title() {
    return kind.name() + "_POOL";
  }
}
