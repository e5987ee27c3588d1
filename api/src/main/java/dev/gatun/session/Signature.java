package dev.gatun.session;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a plan is made for: the shape of every input, and the values of those that decide shapes.
///
/// @param shapes one per graph input, in order
/// @param values one per graph input, a private copy where the value counts, else null
record Signature(List<Shape> shapes, List<@Nullable Tensor> values) {
  /// The signature of a call.
  static Signature of(Graph graph, Set<String> shapeInputs, List<Tensor> inputs) {
    List<Shape> shapes = new ArrayList<>();
    List<@Nullable Tensor> values = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      shapes.add(input.shape());
      values.add(shapeInputs.contains(graph.inputs().get(i)) ? copy(input) : null);
    }
    return new Signature(shapes, values);
  }

  private static Tensor copy(Tensor tensor) {
    Tensor copy = Tensor.allocate(tensor.dtype(), tensor.shape());
    tensor.copyTo(copy);
    return copy;
  }

  /// Whether a call has this signature. Allocates nothing.
  boolean matches(List<Tensor> inputs) {
    for (int i = 0; i < shapes.size(); i++) {
      Tensor input = inputs.get(i);
      if (!shapes.get(i).equals(input.shape())) {
        return false;
      }
      Tensor value = values.get(i);
      if (value != null && !sameBytes(value.data(), input.data())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameBytes(MemorySegment a, MemorySegment b) {
    return a.byteSize() == b.byteSize() && a.mismatch(b) < 0;
  }

  Map<String, Shape> shapesByName(Graph graph) {
    Map<String, Shape> map = new LinkedHashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      map.put(graph.inputs().get(i), shapes.get(i));
    }
    return map;
  }

  Map<String, Tensor> valuesByName(Graph graph) {
    Map<String, Tensor> map = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Tensor value = values.get(i);
      if (value != null) {
        map.put(graph.inputs().get(i), value);
      }
    }
    return map;
  }
}
