package dev.gatun.kernels.opencl.plan;

import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import org.jspecify.annotations.Nullable;

/// A value in the host's memory.
///
/// @param kind whose memory
/// @param index of the graph's input or output, or of the run's own tensors
/// @param type its type
/// @param constant the tensor of a constant
record HostSlot(Kind kind, int index, TensorType type, @Nullable Tensor constant) {
  enum Kind {
    INPUT,
    OUTPUT,
    OWN,
    CONSTANT
  }

  long bytes() {
    return Tensor.byteSize(type.dtype(), type.shape());
  }
}
