package dev.gatun.kernels.java.plan;

/// One entry of a tap table: `count` consecutive inputs that are multiplied with one tap of the
/// kernel (consecutive channels), or with one row of it (`alongRow`: consecutive columns of one
/// channel, planar input).
///
/// @param displacement bytes from the tile's first pixel
/// @param count inputs
/// @param channel input channel (the first)
/// @param kd kernel plane
/// @param kh kernel row
/// @param kw kernel column (the first)
/// @param alongRow whether the inputs run along the kernel row instead of the channels
record Tap(int displacement, int count, int channel, int kd, int kh, int kw, boolean alongRow) {
  /// A tap over channels.
  ///
  /// @param run the channels
  /// @param displacement bytes from the tile's first pixel to the tap's, channel 0
  static Tap of(ChannelRun run, long displacement, int kd, int kh, int kw) {
    return new Tap(
        Math.toIntExact(run.displacement() + displacement),
        run.count(),
        run.channel(),
        kd,
        kh,
        kw,
        false);
  }
}
