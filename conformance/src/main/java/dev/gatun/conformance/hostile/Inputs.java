package dev.gatun.conformance.hostile;

import dev.gatun.Model;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tensors for models whose inputs nobody knows.
final class Inputs {
  private Inputs() {}

  /// Zeros of the declared types; extents that are not known are 2.
  static Map<String, Tensor> zeros(Model model) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, TensorType> entry : model.inputs().entrySet()) {
      List<Dim> dims = entry.getValue().dims();
      long[] extents =
          dims == null
              ? new long[] {2, 2}
              : dims.stream().mapToLong(d -> d instanceof Dim.Known k ? k.value() : 2).toArray();
      inputs.put(entry.getKey(), Tensor.allocate(entry.getValue().dtype(), Shape.of(extents)));
    }
    return inputs;
  }
}
