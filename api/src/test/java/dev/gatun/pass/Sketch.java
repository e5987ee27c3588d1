package dev.gatun.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.infer.Inference;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A graph in a few lines, and a graph as text, so that a test of a pass reads like its pattern.
///
/// ```java
/// Graph g = new Sketch().input("x", 1, 3).node("y", Activate.RELU, "x").type("y", 1, 3).graph("y");
/// assertEquals("y = RELU(x)", Sketch.text(g));
/// ```
final class Sketch {
  private final List<String> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  /// A FLOAT32 graph input.
  Sketch input(String name, long... dims) {
    inputs.add(name);
    return type(name, dims);
  }

  /// A graph input of any type.
  Sketch input(String name, TensorType type) {
    inputs.add(name);
    types.put(name, type);
    return this;
  }

  /// Says that a value is FLOAT32 with these extents.
  Sketch type(String value, long... dims) {
    types.put(value, TensorType.of(DType.FLOAT32, Shape.of(dims)));
    return this;
  }

  Sketch constant(String name, Tensor tensor) {
    constants.put(name, tensor);
    return this;
  }

  /// A FLOAT32 scalar.
  Sketch constant(String name, float value) {
    return constant(name, Tensor.scalar(value));
  }

  /// A FLOAT32 constant with the elements 1, 2, 3, ….
  Sketch counting(String name, long... dims) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, Shape.of(dims));
    for (long i = 0; i < tensor.shape().size(); i++) {
      tensor.setDouble(i, (double) i + 1);
    }
    return constant(name, tensor);
  }

  Sketch node(String output, Op op, String... reads) {
    nodes.add(new Node("", op, List.of(reads), List.of(output)));
    return this;
  }

  Sketch node(Node node) {
    nodes.add(node);
    return this;
  }

  Graph graph(String... outputs) {
    return new Graph("test", nodes, inputs, List.of(outputs), types, constants);
  }

  /// One node per part, joined by `; `: `y = Conv+RELU(x, w, b)`.
  static String text(Graph graph) {
    return graph.nodes().stream().map(Sketch::text).collect(Collectors.joining("; "));
  }

  private static String text(Node node) {
    return String.join(", ", node.outputs())
        + " = "
        + node.op().title()
        + suffix(node.op())
        + node.inputs().stream()
            .map(i -> i.equals(Node.ABSENT) ? "-" : i)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String suffix(Op op) {
    Activation activation = Activation.NONE;
    if (op instanceof Conv conv) {
      activation = conv.activation();
    } else if (op instanceof ConvTranspose conv) {
      activation = conv.activation();
    } else if (op instanceof Gemm gemm) {
      activation = gemm.activation();
    } else if (op instanceof MatMul matMul) {
      activation = matMul.activation();
    } else if (op instanceof Binary binary) {
      activation = binary.activation();
    }
    return activation.isNone() ? "" : "+" + activation.kind();
  }

  /// The graph with every type that shape inference finds.
  Graph inferred(String... outputs) {
    return Inference.infer(graph(outputs));
  }

  /// Applies one pass once.
  static Graph apply(Pass pass, Graph graph) {
    return pass.apply(graph, new PassContext(new NoEngine(), Limits.defaults()));
  }

  /// The pass must make the graph that the text describes, and leave that one alone.
  static Graph assertRewrites(Pass pass, Graph graph, String text) {
    PassContext context = new PassContext(new NoEngine(), Limits.defaults());
    Graph rewritten = pass.apply(graph, context);
    assertEquals(text, text(rewritten));
    assertTrue(context.firings(pass.name()) > 0, "the pass did not count");
    assertEquals(graph.inputs(), rewritten.inputs());
    assertEquals(graph.outputs(), rewritten.outputs());
    assertKeeps(pass, rewritten);
    return rewritten;
  }

  /// The pass must not fire.
  static void assertKeeps(Pass pass, Graph graph) {
    PassContext context = new PassContext(new NoEngine(), Limits.defaults());
    assertSame(graph, pass.apply(graph, context));
    assertEquals(0, context.firings(pass.name()));
  }
}
