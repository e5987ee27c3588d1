package dev.gatun.kernels.opencl.plan;

import dev.gatun.graph.Node;

/// Serves a family of operators.
interface NodeLowering {
  /// Whether there are kernels for a node whose values are floats on the device.
  ///
  /// @param node of the family
  boolean handles(Node node);

  /// Adds its launches.
  ///
  /// @param node one that is handled
  void lower(Node node);
}
