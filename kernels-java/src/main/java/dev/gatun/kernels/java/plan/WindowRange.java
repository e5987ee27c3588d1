package dev.gatun.kernels.java.plan;

/// The taps of a window that meet the input on one axis.
///
/// @param from first tap
/// @param to tap after the last
record WindowRange(int from, int to) {

  /// @param start position of tap 0, may be negative
  /// @param kernel taps
  /// @param dilation positions between taps
  /// @param in input extent
  static WindowRange of(long start, long kernel, long dilation, long in) {
    long from = start >= 0 ? 0 : Math.ceilDiv(-start, dilation);
    long to = Math.min(kernel, Math.ceilDiv(in - start, dilation));
    return new WindowRange((int) Math.min(from, kernel), (int) Math.max(to, 0));
  }

  boolean isEmpty() {
    return from >= to;
  }

  int count() {
    return to - from;
  }
}
