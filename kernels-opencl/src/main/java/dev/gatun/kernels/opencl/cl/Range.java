package dev.gatun.kernels.opencl.cl;

import java.util.Arrays;

/// The work items of a launch.
public final class Range {
  final long[] global;
  final long[] local;

  /// Whether a device may group the items as it likes.
  final boolean free;

  private Range(long[] global, long[] local, boolean free) {
    this.global = global;
    this.local = local;
    this.free = free;
  }

  /// Items that know nothing of each other: groups of one on a processor, on other devices as they
  /// choose.
  ///
  /// @param items work items along one to three dimensions, each ≥ 1
  /// @return the range
  public static Range of(long... items) {
    long[] ones = new long[items.length];
    Arrays.fill(ones, 1);
    return new Range(items.clone(), ones, true);
  }

  /// Work groups of several items along the first dimension; kernels must ignore those behind the
  /// last.
  ///
  /// @param group items of a group
  /// @param items work items along one dimension
  /// @return the range, rounded up to whole groups
  public static Range groups(long group, long items) {
    return groups(new long[] {group}, items);
  }

  /// Work groups of several items; kernels must ignore those behind the last.
  ///
  /// @param group items of a group along each dimension
  /// @param items work items along as many dimensions
  /// @return the range, rounded up to whole groups
  public static Range groups(long[] group, long... items) {
    long[] global = items.clone();
    for (int i = 0; i < global.length; i++) {
      global[i] = Math.ceilDiv(items[i], group[i]) * group[i];
    }
    return new Range(global, group.clone(), false);
  }

  /// {@return the number of dimensions, 1 to 3}
  public int dimensions() {
    return global.length;
  }
}
