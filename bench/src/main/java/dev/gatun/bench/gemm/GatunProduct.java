package dev.gatun.bench.gemm;

import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activation;
import dev.gatun.op.MatMul;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A product as a model of one node.
///
/// @param session the model, compiled
/// @param inputs A, and B where it is an input
/// @param outputs C
record GatunProduct(Session session, List<Tensor> inputs, List<Tensor> outputs)
    implements Runnable, AutoCloseable {

  /// B is a weight, as in networks, and packed when the model is compiled.
  static GatunProduct withWeights(Matrices matrices, int threads) {
    return of(matrices, Map.of("b", matrices.b()), threads);
  }

  /// B is an input, and packed in every run, as a BLAS must.
  static GatunProduct withInputs(Matrices matrices, int threads) {
    return of(matrices, Map.of(), threads);
  }

  private static GatunProduct of(Matrices matrices, Map<String, Tensor> weights, int threads) {
    Map<String, Tensor> operands = new LinkedHashMap<>();
    operands.put("a", matrices.a());
    operands.put("b", matrices.b());
    operands.keySet().removeAll(weights.keySet());
    Map<String, TensorType> types = new LinkedHashMap<>();
    operands.forEach((name, tensor) -> types.put(name, type(tensor)));
    types.put("c", type(matrices.c()));
    Graph graph =
        new Graph(
            "product",
            List.of(
                new Node("product", new MatMul(Activation.NONE), List.of("a", "b"), List.of("c"))),
            List.copyOf(operands.keySet()),
            List.of("c"),
            types,
            weights);
    SessionOptions options = SessionOptions.defaults().withBackend("java").withThreads(threads);
    Session session = Session.open(graph, options);
    session.warmUp();
    return new GatunProduct(session, List.copyOf(operands.values()), List.of(matrices.c()));
  }

  private static TensorType type(Tensor tensor) {
    return TensorType.of(tensor.dtype(), tensor.shape());
  }

  @Override
  public void run() {
    session.run(inputs, outputs);
  }

  @Override
  public void close() {
    session.close();
  }
}
