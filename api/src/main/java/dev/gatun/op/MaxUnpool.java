package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Puts pooled maxima back to where they came from, zeros elsewhere. Inputs: x `[N, C, spatial…]`;
/// INT64 indices of x's shape, as MAX [Pool] gives them; optionally, while `outShape` is null, the
/// output's shape (INT64) at 2. Indices count in a tensor of the extents that the window undoes,
/// (extent − 1)·stride + kernel − pads; a larger output has it at its front corner. Of several
/// elements with one index the last stays.
///
/// @param window the window of the pool
/// @param outShape shape of the output; null: not bound yet
public record MaxUnpool(Window window, @Nullable Ints outShape) implements Sampling {
  /// The extent that was pooled, if all of it went into windows.
  ///
  /// @param axis spatial axis
  /// @param pooled extent of x
  /// @return the extent, which may be negative where the pads are larger than the windows
  public long unpooledExtent(int axis, long pooled) {
    long pads = Math.addExact(window.padsBegin().get(axis), window.padsEnd().get(axis));
    long spread = Math.multiplyExact(pooled - 1, window.strides().get(axis));
    return Math.addExact(spread, window.kernel().get(axis)) - pads;
  }
}
