package dev.gatun.kernels.java.tile;

import java.util.Arrays;

/// What a convolution tile sums up, in this order: taps, each a displacement in bytes from the
/// tile's pixels and a count of input channels that follow each other there.
///
/// It knows what it spans, so that a tile checks the range of its input once and not at every tap:
/// with 256-bit vectors a tap is eight channels, and its check took 7 % of a 5 × 2 tile's time.
public final class TapTable {
  private final int[] pairs;
  private final int depth;
  private final long first;
  private final long bytes;

  private TapTable(int[] pairs) {
    int k = 0;
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int t = 0; t < pairs.length; t += 2) {
      k = Math.addExact(k, pairs[t + 1]);
      low = Math.min(low, pairs[t]);
      high = Math.max(high, pairs[t] + (long) Float.BYTES * pairs[t + 1]);
    }
    this.pairs = pairs;
    this.depth = k;
    this.first = pairs.length == 0 ? 0 : low;
    this.bytes = pairs.length == 0 ? 0 : high - low;
  }

  /// A table.
  ///
  /// @param pairs byte displacement and channel count ≥ 1 of each tap, which are copied
  /// @return the table
  /// @throws IllegalArgumentException if there is half a pair or a count below 1
  public static TapTable of(int... pairs) {
    if (pairs.length % 2 != 0) {
      throw new IllegalArgumentException("taps: got " + pairs.length + " numbers, required pairs");
    }
    for (int t = 1; t < pairs.length; t += 2) {
      if (pairs[t] < 1) {
        throw new IllegalArgumentException("taps: got a count of " + pairs[t] + ", required ≥ 1");
      }
    }
    return new TapTable(pairs.clone());
  }

  /// Some of the taps.
  ///
  /// @param from the first one
  /// @param to the one after the last
  /// @return a table of its own
  public TapTable part(int from, int to) {
    return new TapTable(Arrays.copyOfRange(pairs, 2 * from, 2 * to));
  }

  /// {@return pairs of displacement and count, for tiles, which do not write to them}
  public int[] pairs() {
    return pairs;
  }

  /// {@return products per output: all counts}
  public int depth() {
    return depth;
  }

  /// {@return bytes from a pixel to the first input that a tap reads; 0 without taps}
  public long first() {
    return first;
  }

  /// {@return bytes from there to behind the last one}
  public long bytes() {
    return bytes;
  }

  /// {@return whether there are no taps}
  public boolean isEmpty() {
    return pairs.length == 0;
  }
}
