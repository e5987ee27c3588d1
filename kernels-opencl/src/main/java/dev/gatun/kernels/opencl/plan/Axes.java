package dev.gatun.kernels.opencl.plan;

import dev.gatun.op.Ints;

/// One to three spatial axes as three: depth, height, width.
final class Axes {
  private Axes() {}

  /// @param values one per spatial axis
  /// @param missing what the axes before them have
  static int[] three(Ints values, int missing) {
    int[] three = {missing, missing, missing};
    for (int i = 0; i < values.size(); i++) {
      three[3 - values.size() + i] = values.at(i);
    }
    return three;
  }
}
