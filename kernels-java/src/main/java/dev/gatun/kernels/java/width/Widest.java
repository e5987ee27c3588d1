package dev.gatun.kernels.java.width;

import jdk.incubator.vector.FloatVector;

/// Asks the Vector API for this machine's widest float vector; loaded only when the module is
/// there.
final class Widest {
  private Widest() {}

  /// {@return 512, 256 or 128}
  static int bits() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return bits >= 512 ? 512 : bits >= 256 ? 256 : 128;
  }
}
