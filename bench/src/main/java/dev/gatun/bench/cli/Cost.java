package dev.gatun.bench.cli;

import dev.gatun.Shape;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import org.jspecify.annotations.Nullable;

/**
 * Counts multiply-adds: those of convolutions and matrix products, which is what a network's cost
 * is quoted in.
 */
public final class Cost {
  private Cost() {}

  /**
   * The sum over a graph.
   *
   * @param graph of concrete types
   * @return those of all nodes
   */
  public static long multiplyAdds(Graph graph) {
    long sum = 0;
    for (Node node : graph.nodes()) {
      sum += multiplyAdds(graph, node);
    }
    return sum;
  }

  /**
   * Those of one node.
   *
   * @param graph that knows the types of its values
   * @param node one of the graph's
   * @return 0 where it has none or its types are not concrete
   */
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

  private static @Nullable Shape shape(Graph graph, String value) {
    TensorType type = value.isEmpty() ? null : graph.type(value);
    return type != null && type.isConcrete() ? type.shape() : null;
  }
}
