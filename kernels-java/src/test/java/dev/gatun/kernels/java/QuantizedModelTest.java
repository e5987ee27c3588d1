package dev.gatun.kernels.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.DType;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.SessionReport;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.Op;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QuantizeLinear;
import dev.gatun.op.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Quantised models as exporters write them, from the graph to results, on both backends.
class QuantizedModelTest {
  private static final QuantizeLinear QUANTIZE =
      new QuantizeLinear(DType.UINT8, 1, 0, DType.FLOAT32, true);
  private static final DequantizeLinear DEQUANTIZE = new DequantizeLinear(DType.FLOAT32, 1, 0);
  private static final Shape SHAPE = Shape.of(1, 3, 12, 10);

  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  private void constant(String name, DType dtype, double scale, double offset, long... dims) {
    Tensor t = Tensor.allocate(dtype, Shape.of(dims));
    Random random = new Random(name.hashCode());
    for (long i = 0; i < t.shape().size(); i++) {
      t.setDouble(i, offset + scale * random.nextDouble());
    }
    constants.put(name, t);
  }

  private Graph graph(Node... nodes) {
    TensorType x =
        new TensorType(
            DType.FLOAT32, List.of(new Dim.Symbol("N"), Dim.of(3), Dim.of(12), Dim.of(10)));
    return new Graph(
        "quantised", List.of(nodes), List.of("x"), List.of("y"), Map.of("x", x), constants);
  }

  private static Node node(Op op, String inputs, String output) {
    return new Node(output, op, List.of(inputs.split(" ")), List.of(output));
  }

  private static Tensor run(String backend, Graph graph, List<String> operators) {
    Tensor x = Tensor.allocate(DType.FLOAT32, SHAPE);
    Random random = new Random(1);
    for (long i = 0; i < x.shape().size(); i++) {
      x.setDouble(i, random.nextGaussian());
    }
    SessionOptions options = SessionOptions.defaults().withBackend(backend).withThreads(2);
    try (Session session = Session.open(graph, options)) {
      SessionReport plan = session.plan(Map.of("x", x));
      assertEquals(
          operators, plan.graph().nodes().stream().map(n -> n.op().title()).toList(), backend);
      return session.run(x);
    }
  }

  /// Results of both backends differ by at most one step of the result's scale.
  private static void compare(Graph graph, double step, List<String> operators) {
    Tensor required = run("reference", graph, operators);
    Tensor got = run("java", graph, operators);
    assertEquals(required.shape(), got.shape());
    for (long i = 0; i < got.shape().size(); i++) {
      assertEquals(required.getDouble(i), got.getDouble(i), 1.001 * step);
    }
  }

  private void parameters() {
    constant("xs", DType.FLOAT32, 0, 0.02);
    constant("xz", DType.UINT8, 0, 120);
    constant("w", DType.INT8, 200, -100, 5, 3, 3, 3);
    constant("ws", DType.FLOAT32, 0.01, 0.001, 5);
    constant("wz", DType.INT8, 0, 0, 5);
    constant("ys", DType.FLOAT32, 0, 0.05);
    constant("yz", DType.UINT8, 0, 128);
    constant("b", DType.INT32, 100, 0, 5);
    constant("bs", DType.FLOAT32, 0.01, 0.001, 5);
  }

  /// Weights and bias are real numbers before anything runs; only x and y are quantised in a run.
  @Test
  void weightsOfQuantizeDequantizeModelsAreFolded() {
    parameters();
    Conv conv = new Conv(Window.of(3, 3).withPad(1), 1, Activation.NONE);
    DequantizeLinear perChannel = new DequantizeLinear(DType.FLOAT32, 0, 0);
    Graph graph =
        graph(
            node(QUANTIZE, "x xs xz", "xq"),
            node(DEQUANTIZE, "xq xs xz", "xr"),
            node(perChannel, "w ws wz", "wr"),
            node(perChannel, "b bs", "br"),
            node(conv, "xr wr br", "c"),
            node(QUANTIZE, "c ys yz", "cq"),
            node(DEQUANTIZE, "cq ys yz", "y"));
    compare(
        graph,
        0.05,
        List.of(
            "QuantizeLinear", "DequantizeLinear", "Conv", "QuantizeLinear", "DequantizeLinear"));
  }

  @Test
  void integerModels() {
    parameters();
    Graph graph =
        graph(
            node(QUANTIZE, "x xs xz", "xq"),
            node(new QLinearConv(Window.of(3, 3), 1), "xq xs xz w ws wz ys yz b", "cq"),
            node(DEQUANTIZE, "cq ys yz", "y"));
    compare(graph, 0, List.of("QuantizeLinear", "QLinearConv", "DequantizeLinear"));
  }
}
