package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one forward walk knows of the values of a graph so far: constants, types and followed
/// contents.
final class Values {
  private final Map<String, Tensor> constants;
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Contents> contents = new HashMap<>();

  Values(Graph graph) {
    constants = new LinkedHashMap<>(graph.constants());
    for (String input : graph.inputs()) {
      TensorType type = graph.type(input);
      if (type != null) {
        types.put(input, type);
      }
    }
  }

  Map<String, Tensor> constants() {
    return constants;
  }

  Map<String, TensorType> types() {
    return types;
  }

  @Nullable TensorType type(String value) {
    Tensor constant = constants.get(value);
    return constant != null ? TensorType.of(constant.dtype(), constant.shape()) : types.get(value);
  }

  boolean isConstant(String value) {
    return constants.containsKey(value);
  }

  void define(String value, @Nullable TensorType type) {
    if (type != null) {
      types.put(value, type);
    }
  }

  void define(String value, Tensor constant) {
    constants.put(value, constant);
    types.remove(value);
  }

  void define(String value, Contents known) {
    if (known.isComplete()) {
      define(value, known.toTensor());
    }
    contents.put(value, known);
  }

  /// What is known of a value's elements; an integer tensor of known small shape has at least
  /// unclear ones.
  @Nullable Contents contents(String value) {
    Contents known = contents.get(value);
    if (known != null) {
      return known;
    }
    Tensor constant = constants.get(value);
    if (constant != null) {
      known = Contents.of(constant);
      if (known != null) {
        contents.put(value, known);
      }
      return known;
    }
    TensorType type = types.get(value);
    if (type == null
        || !type.isConcrete()
        || type.dtype().isFloat()
        || type.dtype() == DType.BOOL) {
      return null;
    }
    return Contents.follows(type.dtype(), type.shape().size())
        ? Contents.unclear(type.dtype(), type.shape())
        : null;
  }
}
