package dev.gatun.bench.roof;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;

/// The loops that find a machine's limits, at the vector width that the kernels use.
///
/// Offsets and lengths are bytes, lengths are multiples of [#UNIT]. Every loop moves bytes as
/// STREAM (McCalpin, 1995) counts them: what a store reads before it writes does not count.
interface Loops {
  /// Bytes that one round of the widest loop moves in one stream: 8 vectors of 512 bits.
  long UNIT = 512;

  /// Independent sums of [#fma], enough for two units with a latency of four cycles, few enough for
  /// the 16 registers of AVX2 with both factors beside them.
  int SUMS = 12;

  /// The vector loops, or their scalar twin where the Vector module is missing.
  static Loops best() {
    return Width.isVector() ? new VectorLoops() : new ScalarLoops();
  }

  /// Floats that one multiply-add of [#fma] works on.
  int lanes();

  /// `rounds` times [#SUMS] multiply-adds on registers alone.
  ///
  /// @return a number that keeps them alive: the sum of i + rounds / 8 over i below [#SUMS]
  float fma(int rounds);

  /// Reads memory once.
  ///
  /// @return a number that keeps the loads alive
  float read(MemorySegment memory, long from, long bytes);

  /// y = x.
  void copy(MemorySegment memory, long x, long y, long bytes);

  /// y = a + s · b.
  void triad(MemorySegment memory, long a, long b, long y, long bytes);
}
