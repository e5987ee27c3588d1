package dev.gatun.kernels.java.strip;

import dev.gatun.kernels.java.width.Width;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vectors that [Width] chose, as the Vector API names them.
final class VectorLanes {
  static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Width.BITS));

  private VectorLanes() {}
}
