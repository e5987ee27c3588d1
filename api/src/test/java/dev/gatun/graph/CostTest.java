package dev.gatun.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final String W = "w";

  /// y = op(x, w) with a constant w.
  private static Graph graph(Op op, Shape x, Shape w, Shape y) {
    Map<String, TensorType> types =
        Map.of("x", TensorType.of(DType.FLOAT32, x), "y", TensorType.of(DType.FLOAT32, y));
    Node node = new Node("n", op, List.of("x", W), List.of("y"));
    Map<String, Tensor> constants = Map.of(W, Tensor.allocate(DType.FLOAT32, w));
    return new Graph("g", List.of(node), List.of("x"), List.of("y"), types, constants);
  }

  private static long products(Op op, Shape x, Shape w, Shape y) {
    Graph graph = graph(op, x, w, y);
    assertEquals(4 * (x.size() + y.size()), Cost.activationBytes(graph, graph.nodes().getFirst()));
    return Cost.multiplyAdds(graph);
  }

  @Test
  void convolutions() {
    Shape x = Shape.of(2, 8, 10, 10);
    assertEquals(
        2 * 16 * 10 * 10 * 8 * 9,
        products(Conv.of(3, 3).withPad(1), x, Shape.of(16, 8, 3, 3), Shape.of(2, 16, 10, 10)));
    assertEquals(
        2 * 8 * 5 * 5 * 9,
        products(
            Conv.of(3, 3).withPad(1).withStride(2).withGroups(8),
            x,
            Shape.of(8, 1, 3, 3),
            Shape.of(2, 8, 5, 5)),
        "depthwise: a product for each tap and output");
    assertEquals(
        2 * 8 * 10 * 10 * 4 * 4,
        products(
            new ConvTranspose(
                Window.of(2, 2).withStride(2), Ints.repeat(2, 0), Ints.EMPTY, 1, Activation.NONE),
            x,
            Shape.of(8, 4, 2, 2),
            Shape.of(2, 4, 20, 20)),
        "transposed: each input meets every weight of its channel");
  }

  @Test
  void matrices() {
    assertEquals(
        3 * 5 * 7,
        products(
            new Gemm(1, 1, false, true, Activation.NONE),
            Shape.of(3, 7),
            Shape.of(5, 7),
            Shape.of(3, 5)));
    assertEquals(
        3 * 5 * 7,
        products(
            new Gemm(1, 1, true, false, Activation.NONE),
            Shape.of(7, 3),
            Shape.of(7, 5),
            Shape.of(3, 5)));
    assertEquals(
        2 * 3 * 5 * 7,
        products(
            new MatMul(Activation.NONE), Shape.of(2, 3, 7), Shape.of(7, 5), Shape.of(2, 3, 5)));
  }

  @Test
  void everything_else_moves_bytes_only() {
    Shape shape = Shape.of(4, 5);
    assertEquals(0, products(Binary.of(Binary.Kind.MUL), shape, shape, shape));
  }

  @Test
  void an_operand_that_is_read_twice_counts_once_and_unknown_types_nothing() {
    Node square = new Node("n", Binary.of(Binary.Kind.MUL), List.of("x", "x"), List.of("y"));
    Node after = new Node("m", new Activate(Activation.RELU), List.of("y"), List.of("z"));
    Map<String, TensorType> types = new HashMap<>();
    types.put("x", TensorType.of(DType.FLOAT32, Shape.of(6)));
    types.put("y", TensorType.of(DType.UINT8, Shape.of(6)));
    Graph graph =
        new Graph("g", List.of(square, after), List.of("x"), List.of("z"), types, Map.of());
    assertEquals(24 + 6, Cost.activationBytes(graph, square));
    assertEquals(6, Cost.activationBytes(graph, after));
    assertEquals(0, Cost.multiplyAdds(graph));
  }
}
