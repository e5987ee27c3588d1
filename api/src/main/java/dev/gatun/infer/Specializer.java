package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a symbolic graph concrete for one input signature, so that a backend can compile it.
public final class Specializer {
  private Specializer() {}

  /// Specialises with the default limits.
  ///
  /// @param graph an inferred graph
  /// @param inputShapes shapes of the graph's inputs; one may be left out where its type is
  ///   concrete
  /// @param inputValues values of inputs that decide shapes, at least those of [ShapeInputs];
  ///   copied
  /// @return a graph with the same inputs in which every value has a concrete type and every
  ///   operator is bound
  /// @throws InvalidInputException if shapes or values contradict the graph
  /// @throws UnsupportedOperatorException naming nodes of which the shapes depend on data
  public static Graph specialize(
      Graph graph, Map<String, Shape> inputShapes, Map<String, Tensor> inputValues) {
    return specialize(graph, inputShapes, inputValues, Limits.defaults());
  }

  /// Specialises.
  ///
  /// @param graph an inferred graph
  /// @param inputShapes shapes of the graph's inputs; one may be left out where its type is
  ///   concrete
  /// @param inputValues values of inputs that decide shapes, at least those of [ShapeInputs];
  ///   copied
  /// @param limits bounds on rank and size of every value
  /// @return a graph with the same inputs in which every value has a concrete type and every
  ///   operator is bound
  /// @throws InvalidInputException if shapes or values contradict the graph
  /// @throws UnsupportedOperatorException naming nodes of which the shapes depend on data
  public static Graph specialize(
      Graph graph, Map<String, Shape> inputShapes, Map<String, Tensor> inputValues, Limits limits) {
    Graph result = specializeOpen(graph, inputShapes, inputValues, limits);
    requireResolved(result);
    return result;
  }

  /// Specialises a graph in which shapes may depend on data: from there on types stay open.
  ///
  /// @param graph an inferred graph
  /// @param inputShapes shapes of the graph's inputs; one may be left out where its type is
  ///   concrete
  /// @param inputValues values of inputs that decide shapes, at least those of [ShapeInputs];
  ///   copied
  /// @param limits bounds on rank and size of every value
  /// @return a graph with the same inputs
  /// @throws InvalidInputException if shapes or values contradict the graph
  public static Graph specializeOpen(
      Graph graph, Map<String, Shape> inputShapes, Map<String, Tensor> inputValues, Limits limits) {
    Map<String, Long> symbols = new HashMap<>();
    Map<String, TensorType> types = new LinkedHashMap<>();
    for (String input : graph.inputs()) {
      TensorType type = inputType(graph, input);
      Shape shape = inputShapes.get(input);
      types.put(input, shape == null ? type : concrete(input, type, shape, symbols));
    }
    for (Map.Entry<String, TensorType> entry : graph.types().entrySet()) {
      types.putIfAbsent(entry.getKey(), substituted(entry.getValue(), symbols));
    }
    for (String input : graph.inputs()) {
      types.computeIfPresent(input, (_, type) -> substituted(type, symbols));
      requireConcrete(input, types.get(input));
    }
    return Inference.walk(withValues(graph, types, inputValues), limits);
  }

  private static TensorType inputType(Graph graph, String input) {
    TensorType type = graph.type(input);
    if (type == null) {
      throw new InvalidInputException(
          "graph '" + graph.name() + "': input '" + input + "' has no type");
    }
    return type;
  }

  private static void requireConcrete(String input, @Nullable TensorType type) {
    if (type == null || !type.isConcrete()) {
      throw new InvalidInputException(
          "input '" + input + "': got no shape for " + type + ", required one");
    }
  }

  /// Holds a shape against a declared type; the first extent given for a symbol decides.
  private static TensorType concrete(
      String input, TensorType type, Shape shape, Map<String, Long> symbols) {
    List<Dim> dims = type.dims();
    if (dims == null) {
      return TensorType.of(type.dtype(), shape);
    }
    if (dims.size() != shape.rank()) {
      throw misfit(input, shape, "rank " + dims.size() + " as in " + Dims.text(dims));
    }
    for (int i = 0; i < dims.size(); i++) {
      long extent = shape.dim(i);
      switch (dims.get(i)) {
        case Dim.Known known -> {
          if (known.value() != extent) {
            throw misfit(input, shape, Dims.text(dims));
          }
        }
        case Dim.Symbol symbol -> {
          Long other = symbols.putIfAbsent(symbol.name(), extent);
          if (other != null && other != extent) {
            throw misfit(
                input,
                shape,
                Dims.text(dims) + " with " + symbol + " = " + other + " as elsewhere");
          }
        }
        case Dim.Unknown _ -> {}
      }
    }
    return TensorType.of(type.dtype(), shape);
  }

  private static InvalidInputException misfit(String input, Shape shape, String required) {
    return new InvalidInputException(
        "input '" + input + "': got shape " + shape + ", required " + required);
  }

  private static TensorType substituted(TensorType type, Map<String, Long> symbols) {
    List<Dim> dims = type.dims();
    if (dims == null) {
      return type;
    }
    List<Dim> out = new ArrayList<>();
    for (Dim dim : dims) {
      Long extent = dim instanceof Dim.Symbol symbol ? symbols.get(symbol.name()) : null;
      out.add(extent == null ? dim : Dim.of(extent));
    }
    return new TensorType(type.dtype(), out);
  }

  /// The graph with given values as constants. The inputs stay, unused: a value has one definition,
  /// so the constants get names of their own.
  private static Graph withValues(
      Graph graph, Map<String, TensorType> types, Map<String, Tensor> values) {
    Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
    Map<String, String> names = new HashMap<>();
    values.forEach((input, value) -> {
      TensorType type = types.get(input);
      if (type == null || !graph.inputs().contains(input)) {
        throw new InvalidInputException(
            "input '" + input + "': got a value, required the name of an input");
      }
      if (!type.equals(TensorType.of(value.dtype(), value.shape()))) {
        throw new InvalidInputException(
            "input '" + input + "': got a value " + value + ", required " + type);
      }
      String name = freshName(input, types, constants);
      Tensor copy = Tensor.allocate(value.dtype(), value.shape());
      value.copyTo(copy);
      constants.put(name, copy);
      names.put(input, name);
    });
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      nodes.add(
          node.withInputs(node.inputs().stream().map(i -> names.getOrDefault(i, i)).toList()));
    }
    return new Graph(graph.name(), nodes, graph.inputs(), graph.outputs(), types, constants);
  }

  private static String freshName(
      String input, Map<String, TensorType> types, Map<String, Tensor> constants) {
    String name = input + "/value";
    while (types.containsKey(name) || constants.containsKey(name)) {
      name += "'";
    }
    return name;
  }

  /// Whether a node can be compiled as it is: its results have concrete types, no parameter is
  /// open.
  ///
  /// @param graph the node's graph
  /// @param node the node
  /// @return whether it can
  public static boolean isResolved(Graph graph, Node node) {
    return node.outputs().stream().allMatch(o -> o.equals(Node.ABSENT) || isConcrete(graph, o))
        && isBound(graph, node);
  }

  /// Names the nodes at which concreteness ends: those with a result of unknown shape though their
  /// inputs are known.
  ///
  /// @param graph a specialised graph
  /// @throws UnsupportedOperatorException if there are such nodes
  public static void requireResolved(Graph graph) {
    List<UnsupportedOperatorException.Use> uses = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean fed =
          node.inputs().stream().allMatch(i -> i.equals(Node.ABSENT) || isConcrete(graph, i));
      boolean resolved =
          node.outputs().stream().allMatch(o -> o.equals(Node.ABSENT) || isConcrete(graph, o));
      if (fed && (!resolved || !isBound(graph, node))) {
        uses.add(
            new UnsupportedOperatorException.Use(
                node.op().title(),
                node.label(),
                resolved
                    ? "a parameter depends on data"
                    : "the shape of its result depends on data"));
      }
    }
    if (!uses.isEmpty()) {
      throw new UnsupportedOperatorException("graph '" + graph.name() + "'", uses);
    }
  }

  private static boolean isConcrete(Graph graph, String value) {
    TensorType type = graph.type(value);
    return type != null && type.isConcrete();
  }

  private static boolean isBound(Graph graph, Node node) {
    Ints parameters = Parameters.unbound(node);
    for (int i = 0; i < parameters.size(); i++) {
      int place = parameters.at(i);
      if (node.hasInput(place) && graph.constant(node.input(place)) == null) {
        return false;
      }
    }
    return true;
  }
}
