package dev.gatun.kernels.java.tile.vector;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The constants all vector tiles share. They are static finals, so that displacements fold into
/// the machine code.
final class Species {
  /// Vectors of [Width#BITS] bits.
  static final VectorSpecies<Float> SPECIES =
      switch (Width.BITS) {
        case 512 -> FloatVector.SPECIES_512;
        case 256 -> FloatVector.SPECIES_256;
        default -> FloatVector.SPECIES_128;
      };

  /// Floats per vector.
  static final int LANES = Width.LANES;

  /// Bytes per vector.
  static final long BLOCK = Width.BLOCK_BYTES;

  /// One input value; without the alignment test of its sibling.
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Four bytes of a cache line that is read ahead.
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /// Byte order of memory.
  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Species() {}
}
