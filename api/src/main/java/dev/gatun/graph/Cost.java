package dev.gatun.graph;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a node costs on any backend, by its types alone.
///
/// Multiply-adds are those of convolutions and matrix products, which is what a network's cost is
/// quoted in: zeros that padding multiplies count, and so does every product that an algorithm with
/// fewer of them (Winograd's) saves.
public final class Cost {
  private Cost() {}

  /// Multiply-adds of a graph.
  ///
  /// @param graph a graph
  /// @return their sum over its nodes
  public static long multiplyAdds(Graph graph) {
    long sum = 0;
    for (Node node : graph.nodes()) {
      sum += multiplyAdds(graph, node);
    }
    return sum;
  }

  /// Multiply-adds of a node.
  ///
  /// @param graph where its types stand
  /// @param node a node of the graph
  /// @return 0 where it has none, or its types are not concrete
  public static long multiplyAdds(Graph graph, Node node) {
    Shape x = shape(graph, node.input(0));
    Shape w = shape(graph, node.input(1));
    Shape y = shape(graph, node.output());
    if (x == null || w == null || y == null) {
      return 0;
    }
    // An operator's kind, not its exact type, matters here: everything else costs nothing.
    if (node.op() instanceof Conv && w.rank() > 2) {
      return y.size() * w.size(1, w.rank()); // each output: inC/groups × kernel
    }
    if (node.op() instanceof ConvTranspose && w.rank() > 2) {
      return x.size() * w.size(1, w.rank()); // each input: outC/groups × kernel
    }
    if (node.op() instanceof Gemm gemm && x.rank() == 2) {
      return y.size() * x.dim(gemm.transA() ? 0 : 1);
    }
    if (node.op() instanceof MatMul && x.rank() > 0) {
      return y.size() * x.dim(-1);
    }
    return 0;
  }

  /// Bytes that a node must move at least: every operand read once, every result written once.
  /// Constants are not among them, since backends keep them in forms and sizes of their own.
  ///
  /// @param graph where its types stand
  /// @param node a node of the graph
  /// @return the sum; values whose types are not concrete count nothing
  public static long activationBytes(Graph graph, Node node) {
    Set<String> values = new HashSet<>(node.inputs());
    values.removeIf(value -> graph.constant(value) != null);
    values.addAll(node.outputs());
    long sum = 0;
    for (String value : values) {
      TensorType type = value.isEmpty() ? null : graph.type(value);
      if (type != null && type.isConcrete()) {
        sum += Tensor.byteSize(type.dtype(), type.shape());
      }
    }
    return sum;
  }

  private static @Nullable Shape shape(Graph graph, String value) {
    TensorType type = value.isEmpty() ? null : graph.type(value);
    return type != null && type.isConcrete() ? type.shape() : null;
  }
}
