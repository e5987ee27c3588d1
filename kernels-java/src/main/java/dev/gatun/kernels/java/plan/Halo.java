package dev.gatun.kernels.java.plan;

/// Zero borders around the spatial planes of a blocked value, in pixels. Who writes the value
/// writes them too, so that a convolution reads its padding like any other pixel.
///
/// @param d0 planes before
/// @param d1 planes after
/// @param h0 rows above
/// @param h1 rows below
/// @param w0 pixels left
/// @param w1 pixels right
record Halo(int d0, int d1, int h0, int h1, int w0, int w1) {
  static final Halo NONE = new Halo(0, 0, 0, 0, 0, 0);

  /// The smallest halo that serves both.
  Halo max(Halo o) {
    return new Halo(
        Math.max(d0, o.d0),
        Math.max(d1, o.d1),
        Math.max(h0, o.h0),
        Math.max(h1, o.h1),
        Math.max(w0, o.w0),
        Math.max(w1, o.w1));
  }

  boolean isNone() {
    return equals(NONE);
  }
}
