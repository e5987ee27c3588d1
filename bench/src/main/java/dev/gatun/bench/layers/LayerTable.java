package dev.gatun.bench.layers;

import dev.gatun.DType;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.bench.layers.Layer.From;
import dev.gatun.bench.layers.Layer.Operand;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The distinct layers of a network and how often each occurs, in the order in which they run.
///
/// They are taken from the graph after all passes, so that they are what engines run: with
/// BatchNorms folded, and activations and residuals fused.
final class LayerTable {
  /// Its graph is that of every backend, and it packs no weights.
  private static final String BACKEND = "reference";

  private LayerTable() {}

  /// Those of a network of the zoo at a size.
  ///
  /// @param size of its input, such as [Network#input]
  static Map<Layer, Integer> of(Network network, Shape size) {
    Net net = network.define(size, Zoo.SEED);
    byte[] bytes = network.file(net).toByteArray();
    Model model = Model.parse(ByteBuffer.wrap(bytes), network.loadOptions());
    try (Session session = model.compile(SessionOptions.defaults().withBackend(BACKEND))) {
      return of(session.plan(net.examples()).graph());
    }
  }

  /// Those of a graph of which all types are concrete.
  static Map<Layer, Integer> of(Graph graph) {
    Map<Layer, Integer> counts = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      layer(graph, node).ifPresent(layer -> counts.merge(layer, 1, Integer::sum));
    }
    return counts;
  }

  private static Optional<Layer> layer(Graph graph, Node node) {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      operands.add(node.hasInput(i) ? operand(graph, node.input(i)) : Operand.ABSENT);
    }
    TensorType y = graph.type(node.output());
    if (y == null || y.dtype() != DType.FLOAT32 || operands.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Layer(resolved(node.op(), operands), operands, y.shape()))
        .filter(LayerTable::isMeasured);
  }

  private static Operand operand(Graph graph, String value) {
    TensorType type = graph.type(value);
    if (type == null) {
      return Operand.ABSENT;
    }
    return new Operand(graph.constant(value) == null ? From.LAYER : From.FILE, type.shape());
  }

  private static Op resolved(Op op, List<Operand> operands) {
    if (op instanceof Conv conv) {
      Ints kernel = Ints.of(spatial(operands.get(1).shape()));
      return conv.withWindow(conv.window().resolve(kernel, spatial(operands.get(0).shape())));
    }
    return op instanceof Pool pool
        ? pool.withWindow(
            pool.window().resolve(pool.window().kernel(), spatial(operands.get(0).shape())))
        : op;
  }

  private static long[] spatial(Shape shape) {
    return Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
  }

  /// What networks spend their time on, as far as all engines can be asked for the same. The rest
  /// moves a few numbers: softmax, reshapes.
  private static boolean isMeasured(Layer layer) {
    return switch (layer.op()) {
      case Conv conv ->
          layer.operands().get(1).from() == From.FILE
              && layer.shape(0).rank() == 4
              && isCommon(conv.activation());
      case Pool pool -> pool.kind() != Pool.Kind.LP && layer.shape(0).rank() == 4;
      case GlobalPool pool -> pool.kind() == Pool.Kind.AVERAGE && layer.shape(0).rank() == 4;
      case Binary binary ->
          binary.kind() == Binary.Kind.ADD
              && isCommon(binary.activation())
              && layer.operands().stream().allMatch(from -> from.from() == From.LAYER);
      case Gemm gemm ->
          layer.operands().get(1).from() == From.FILE
              && layer.operands().get(0).from() == From.LAYER
              && isCommon(gemm.activation());
      case MatMul product ->
          layer.operands().get(1).from() == From.FILE
              && layer.shape(0).rank() == 2
              && isCommon(product.activation());
      default -> false;
    };
  }

  private static boolean isCommon(Activation activation) {
    return switch (activation.kind()) {
      case NONE, RELU, CLIP -> true;
      default -> false;
    };
  }
}
