package dev.gatun.kernels.java.strip;

import dev.gatun.kernels.java.width.Width;

/// Chooses between the twins; the vector classes are loaded only where they are wanted.
final class StripsProvider {
  static final Strips BEST = Width.isVector() ? VectorStrips.INSTANCE : ScalarStrips.INSTANCE;

  private StripsProvider() {}
}
