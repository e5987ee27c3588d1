package dev.gatun.infer;

import static dev.gatun.infer.OneNode.ints;
import static dev.gatun.infer.OneNode.text;
import static dev.gatun.infer.OneNode.type;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.*;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Shape chains as exporters write them, before and after an input's shape is known.
class ChainTest {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  private String add(Op op, String... inputs) {
    String name = "v" + nodes.size();
    nodes.add(new Node(name, op, List.of(inputs), List.of(name)));
    return name;
  }

  private String constant(Tensor value) {
    String name = "c" + constants.size();
    constants.put(name, value);
    return name;
  }

  private String input(String name, String type) {
    types.put(name, type(type));
    return name;
  }

  private Graph graph(String output) {
    return new Graph(
        "chain", nodes, List.copyOf(types.keySet()), List.of(output), types, constants);
  }

  private static Binary binary(Binary.Kind kind) {
    return Binary.of(kind);
  }

  /// What PyTorch writes for x.view(x.size(0), -1).
  private Graph view() {
    String x = input("x", "f[N,3,2,2]");
    String shape = add(new ShapeOf(0, null), x);
    String batch = add(new Gather(0), shape, constant(Tensor.scalar(0L)));
    String vector = add(new Unsqueeze(null), batch, constant(ints(0)));
    String dims = add(new Concat(0), vector, constant(ints(-1)));
    return graph(add(new Reshape(null, false), x, dims));
  }

  @Test
  void viewKeepsTheBatchSymbol() {
    Graph inferred = Inference.infer(view());
    assertEquals("f[N,12]", text(inferred.type("v4")));
  }

  @Test
  void viewIsOneNodeOnceTheBatchIsKnown() {
    Graph inferred = Inference.infer(view());
    Graph concrete = Specializer.specialize(inferred, Map.of("x", Shape.of(5, 3, 2, 2)), Map.of());
    assertEquals(1, concrete.nodes().size());
    assertEquals(new Reshape(Ints.of(5, -1), false), concrete.nodes().getFirst().op());
    assertEquals("f[5,12]", text(concrete.type("v4")));
  }

  @Test
  void upsampleByComputedSizes() {
    String x = input("x", "f[1,3,H,W]");
    String shape = add(new ShapeOf(2, null), x);
    String floats = add(new Cast(DType.FLOAT32), shape);
    String scaled =
        add(binary(Binary.Kind.MUL), floats, constant(Tensor.of(new float[] {2, 1.5f}, 2)));
    String whole = add(new Cast(DType.INT64), add(new Unary(Unary.Kind.FLOOR), scaled));
    String sizes = add(new Concat(0), add(new ShapeOf(0, 2), x), whole);
    Resize resize =
        new Resize(
            Resize.Mode.NEAREST,
            Resize.Transform.ASYMMETRIC,
            Resize.Nearest.FLOOR,
            0,
            false,
            0,
            false,
            Resize.Policy.STRETCH,
            Ints.EMPTY,
            null,
            null,
            null);
    Graph inferred = Inference.infer(graph(add(resize, x, "", "", sizes)));
    assertEquals("f[1,3,?,?]", text(inferred.type("v7")));
    Graph concrete = Specializer.specialize(inferred, Map.of("x", Shape.of(1, 3, 5, 5)), Map.of());
    assertEquals("f[1,3,10,7]", text(concrete.type("v7")));
    assertEquals(1, concrete.nodes().size());
  }

  @Test
  void expandWithMinusOneReplacedByWhere() {
    String x = input("x", "f[N,1]");
    String wanted = add(new Concat(0), add(new ShapeOf(0, 1), x), constant(ints(7)));
    String minus = constant(ints(-1, -1));
    String isFree = add(binary(Binary.Kind.EQUAL), wanted, minus);
    String ones = add(new ConstantOfShape(Tensor.of(new long[] {1}, 1), null), constant(ints(2)));
    String dims = add(new Where(), isFree, ones, wanted);
    Graph inferred = Inference.infer(graph(add(new Expand(null), x, dims)));
    assertEquals("f[N,7]", text(inferred.type("v5")));
  }

  /// PyTorch's pads: reversed pairs, reshaped, flipped, transposed and flattened.
  @Test
  void padsAreReorderedByMovement() {
    String x = input("x", "f[1,1,4,4]");
    String pairs =
        add(
            new Reshape(null, false),
            constant(ints(1, 2, 3, 4, 0, 0, 0, 0)),
            constant(ints(-1, 2)));
    String flipped =
        add(new Slice(Ints.of(-1), Ints.of(Long.MIN_VALUE), Ints.of(0), Ints.of(-1)), pairs);
    String pads =
        add(
            new Reshape(null, false),
            add(new Transpose(Ints.of(1, 0)), flipped),
            constant(ints(-1)));
    Graph inferred = Inference.infer(graph(add(new Pad(Pad.Mode.CONSTANT, null, null), x, pads)));
    assertEquals(
        new Pad(Pad.Mode.CONSTANT, Ints.of(0, 0, 3, 1), Ints.of(0, 0, 4, 2)),
        inferred.nodes().getFirst().op());
    assertEquals("f[1,1,11,7]", text(inferred.type("v4")));
  }

  @Test
  void knownResultsBecomeConstants() {
    input("x", "f[2,3]");
    String count =
        add(new Reduce(Reduce.Kind.PROD, Ints.of(0), false, false), add(new ShapeOf(0, null), "x"));
    String range =
        add(new Range(), constant(Tensor.scalar(0L)), count, constant(Tensor.scalar(2L)));
    Graph inferred = Inference.infer(graph(range));
    assertTrue(inferred.nodes().isEmpty());
    Tensor known = inferred.constant(range);
    assertNotNull(known);
    assertArrayEquals(new long[] {0, 2, 4}, known.toLongs());
  }

  @Test
  void integersWrapAndDivideAsTheOperatorsSay() {
    Tensor big = Tensor.of(new int[] {Integer.MAX_VALUE, -7}, 2);
    String sum =
        add(binary(Binary.Kind.ADD), constant(big), constant(Tensor.of(new int[] {1, 0}, 2)));
    String quotient = add(binary(Binary.Kind.DIV), sum, constant(Tensor.of(new int[] {1, 2}, 2)));
    Graph inferred = Inference.infer(graph(quotient));
    assertArrayEquals(new long[] {Integer.MIN_VALUE, -3}, inferred.constant(quotient).toLongs());
  }

  @Test
  void shapeInputsAreThoseOfWhichValuesCount() {
    String x = input("x", "f[2,3]");
    String dims = input("dims", "l[2]");
    String other = input("other", "l[2]");
    String sum = add(binary(Binary.Kind.ADD), dims, constant(ints(0, 1)));
    String y = add(new Reshape(null, false), x, sum);
    Graph inferred = Inference.infer(graph(add(new Gather(0), y, other)));
    assertEquals(Set.of("dims"), ShapeInputs.of(inferred));
    Graph concrete = Specializer.specialize(inferred, Map.of(), Map.of("dims", ints(3, 1)));
    assertEquals(List.of("x", "dims", "other"), concrete.inputs());
    assertEquals("f[2,2]", text(concrete.type("v2")));
  }

  @Test
  void shapeOfAnInputIsNoReasonToWantItsValue() {
    input("x", "f[N,3]");
    String shape = add(new ShapeOf(0, null), "x");
    Graph inferred =
        Inference.infer(graph(add(new ConstantOfShape(Tensor.scalar(1f), null), shape)));
    assertEquals(Set.of(), ShapeInputs.of(inferred));
  }

  @Test
  void equalSymbolsMustGetEqualExtents() {
    input("x", "f[N,3]");
    input("y", "f[N,3]");
    Graph inferred = Inference.infer(graph(add(binary(Binary.Kind.ADD), "x", "y")));
    Map<String, Shape> shapes = Map.of("x", Shape.of(2, 3), "y", Shape.of(4, 3));
    Exception e =
        assertThrows(
            InvalidInputException.class, () -> Specializer.specialize(inferred, shapes, Map.of()));
    assertTrue(e.getMessage().contains("as elsewhere"), e.getMessage());
  }

  @Test
  void contradictionsAppearWithTheShapes() {
    input("x", "f[N,3]");
    input("y", "f[M,3]");
    Graph inferred = Inference.infer(graph(add(binary(Binary.Kind.ADD), "x", "y")));
    Map<String, Shape> shapes = Map.of("x", Shape.of(2, 3), "y", Shape.of(4, 3));
    Exception e =
        assertThrows(
            InvalidInputException.class, () -> Specializer.specialize(inferred, shapes, Map.of()));
    assertTrue(
        e.getMessage().startsWith("node 'v0' (ADD): got shapes [2,3] and [4,3]"), e.getMessage());
  }

  @Test
  void dataDependentShapesAreNamed() {
    String x = input("x", "f[2,3]");
    String big = add(new ArgReduce(true, 0, false, false), x);
    String y = add(new Expand(null), x, big);
    Graph inferred = Inference.infer(graph(add(new Activate(Activation.RELU), y)));
    UnsupportedOperatorException e =
        assertThrows(
            UnsupportedOperatorException.class,
            () -> Specializer.specialize(inferred, Map.of(), Map.of()));
    assertEquals(1, e.uses().size());
    assertEquals("v1", e.uses().getFirst().node());
  }

  /// A model of which only the inputs were made symbolic keeps its old batch on every other value.
  @Test
  void staleDeclaredExtentsEndInNoConstant() {
    input("x", "f[N,3]");
    String flat = add(new Reshape(Ints.of(-1), false), "x");
    String shape = add(new ShapeOf(0, null), flat);
    Map<String, TensorType> stale = new LinkedHashMap<>(types);
    stale.put(flat, type("f[3]"));
    Graph model = new Graph("stale", nodes, List.of("x"), List.of(shape), stale, constants);
    Graph inferred = Inference.infer(model);
    assertEquals("f[?]", text(inferred.type(flat)));
    Graph concrete = Specializer.specialize(inferred, Map.of("x", Shape.of(5, 3)), Map.of());
    assertArrayEquals(new long[] {15}, concrete.constant(shape).toLongs());
  }
}
