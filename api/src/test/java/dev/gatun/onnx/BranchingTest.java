package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.model;
import static dev.gatun.onnx.Onnx.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.ModelFormatException;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.infer.Inference;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import dev.gatun.op.Binary;
import dev.gatun.op.Identity;
import dev.gatun.op.If;
import dev.gatun.op.Loop;
import dev.gatun.op.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Graphs inside nodes: what they use from around them, where limits bite, and what becomes of an
/// If whose condition is known.
class BranchingTest {
  private static AttributeProto body(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  private static GraphProto.Builder branch(String type, String inputs) {
    return GraphProto.newBuilder()
        .setName(type)
        .addNode(node(type, inputs, "r"))
        .addOutput(ValueInfoProto.newBuilder().setName("r"));
  }

  private static GraphProto.Builder choice() {
    GraphProto.Builder graph = graph("a", "b");
    return graph
        .addInput(Onnx.value("c", Onnx.BOOL))
        .addNode(
            node("If", "c", "y")
                .addAttribute(body("then_branch", branch("Add", "a b")))
                .addAttribute(body("else_branch", branch("Neg", "b"))));
  }

  @Test
  void capturedValuesBecomeInputsOfNodeAndBranches() {
    Node node = Onnx.only(16, choice());
    assertEquals(List.of("c", "a", "b"), node.inputs());
    If op = assertInstanceOf(If.class, node.op());
    assertEquals(List.of("a", "b"), op.thenBranch().inputs());
    assertEquals(List.of("a", "b"), op.elseBranch().inputs());
    assertEquals(List.of("b"), op.elseBranch().nodes().getFirst().inputs());
  }

  @Test
  void constantsFromAroundAreConstantsInside() {
    GraphProto.Builder graph = choice().clearInput();
    graph.addInput(Onnx.value("a", Onnx.FLOAT)).addInput(Onnx.value("c", Onnx.BOOL));
    graph.addInitializer(TensorProto.newBuilder().setName("b").setDataType(1).addFloatData(2));
    Node node = Onnx.only(16, graph);
    assertEquals(List.of("c", "a"), node.inputs());
    If op = assertInstanceOf(If.class, node.op());
    assertEquals(DType.FLOAT32, op.elseBranch().constants().get("b").dtype());
  }

  @Test
  void aKnownConditionLeavesOnlyItsBranch() {
    GraphProto.Builder graph = choice().clearInput();
    graph.addInput(Onnx.value("a", Onnx.FLOAT)).addInput(Onnx.value("b", Onnx.FLOAT));
    graph.addInitializer(TensorProto.newBuilder().setName("c").setDataType(9).addInt32Data(1));
    Graph inferred = Inference.infer(Onnx.load(16, graph));
    assertEquals(2, inferred.nodes().size());
    assertInstanceOf(Binary.class, inferred.nodes().get(0).op());
    assertInstanceOf(Identity.class, inferred.nodes().get(1).op());
    assertEquals(List.of("a", "b"), inferred.nodes().getFirst().inputs());
  }

  @Test
  void bodiesInBodiesSeeAllGraphsAround() {
    GraphProto.Builder inner =
        GraphProto.newBuilder()
            .addNode(
                node("If", "go", "s2")
                    .addAttribute(body("then_branch", branch("Add", "s a")))
                    .addAttribute(body("else_branch", branch("Identity", "s"))))
            .addInput(Onnx.value("i", Onnx.INT64))
            .addInput(Onnx.value("go", Onnx.BOOL))
            .addInput(ValueInfoProto.newBuilder().setName("s"))
            .addOutput(ValueInfoProto.newBuilder().setName("go"))
            .addOutput(ValueInfoProto.newBuilder().setName("s2"));
    GraphProto.Builder graph = graph("a", "s0");
    graph.addInput(Onnx.value("m", Onnx.INT64));
    graph.addNode(node("Loop", "m _ s0", "y").addAttribute(body("body", inner)));
    Node node = Onnx.only(16, graph);
    assertEquals(List.of("m", "", "s0", "a"), node.inputs());
    Loop loop = assertInstanceOf(Loop.class, node.op());
    assertEquals(1, loop.states());
    assertEquals(List.of("i", "go", "s", "a"), loop.body().inputs());
    assertEquals(List.of("go", "s", "a"), loop.body().nodes().getFirst().inputs());
  }

  @Test
  void bodiesInFunctionsSeeTheFunctionsValues() {
    FunctionProto function =
        FunctionProto.newBuilder()
            .setDomain("local")
            .setName("F")
            .addInput("p")
            .addInput("q")
            .addOutput("r")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(16))
            .addNode(node("Exp", "q", "e"))
            .addNode(
                node("If", "p", "r")
                    .addAttribute(body("then_branch", branch("Add", "q e")))
                    .addAttribute(body("else_branch", branch("Neg", "e"))))
            .build();
    GraphProto.Builder graph = graph("x").addInput(Onnx.value("c", Onnx.BOOL));
    graph.addNode(node("F", "c x", "y").setDomain("local"));
    Graph loaded = Onnx.load(model(16, graph).addFunctions(function)).graph();
    Node choice = loaded.nodes().get(1);
    assertEquals(List.of("c", "x", loaded.nodes().getFirst().output()), choice.inputs());
    If op = assertInstanceOf(If.class, choice.op());
    assertEquals(choice.inputs().subList(1, 3), op.thenBranch().nodes().getFirst().inputs());
  }

  @Test
  void aScanOfOpset8RunsOverTheBatchFirst() {
    GraphProto.Builder sum =
        GraphProto.newBuilder()
            .addNode(node("Add", "s v", "r"))
            .addInput(Onnx.value("s", Onnx.FLOAT))
            .addInput(Onnx.value("v", Onnx.FLOAT))
            .addOutput(ValueInfoProto.newBuilder().setName("r"))
            .addOutput(ValueInfoProto.newBuilder().setName("r"));
    GraphProto.Builder graph = graph("s0", "x");
    graph.addNode(
        node("Scan", "_ s0 x", "last y")
            .addAttribute(body("body", sum))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("num_scan_inputs")
                    .setType(AttributeType.INT)
                    .setI(1)));
    Scan outer = assertInstanceOf(Scan.class, Onnx.only(8, graph).op());
    assertEquals(0, outer.states());
    Scan inner = assertInstanceOf(Scan.class, outer.body().nodes().getFirst().op());
    assertEquals(1, inner.states());
  }

  @Test
  void whatIsWrongInABodyIsSaid() {
    GraphProto.Builder missing = graph("x").addInput(Onnx.value("c", Onnx.BOOL));
    missing.addNode(node("If", "c", "y").addAttribute(body("then_branch", branch("Neg", "x"))));
    var e = assertThrows(ModelFormatException.class, () -> Onnx.load(16, missing));
    assertTrue(
        e.getMessage().contains("'else_branch': got none, required a graph"), e.getMessage());

    GraphProto.Builder unknown = graph("x").addInput(Onnx.value("c", Onnx.BOOL));
    unknown.addNode(
        node("If", "c", "y")
            .addAttribute(body("then_branch", branch("Neg", "nowhere")))
            .addAttribute(body("else_branch", branch("Neg", "x"))));
    e = assertThrows(ModelFormatException.class, () -> Onnx.load(16, unknown));
    assertTrue(e.getMessage().contains("'nowhere' is not defined"), e.getMessage());

    GraphProto.Builder unsupported = graph("x").addInput(Onnx.value("c", Onnx.BOOL));
    unsupported.addNode(
        node("If", "c", "y")
            .addAttribute(body("then_branch", branch("NoSuchOp", "x")))
            .addAttribute(body("else_branch", branch("Neg", "x"))));
    var u = assertThrows(UnsupportedOperatorException.class, () -> Onnx.load(16, unsupported));
    assertTrue(u.getMessage().contains("NoSuchOp"), u.getMessage());
  }

  @Test
  void nestingHasALimit() {
    GraphProto.Builder inner = branch("Neg", "x");
    for (int i = 0; i < 5; i++) {
      inner =
          GraphProto.newBuilder()
              .addNode(
                  node("If", "c", "r")
                      .addAttribute(body("then_branch", inner))
                      .addAttribute(body("else_branch", branch("Neg", "x"))))
              .addOutput(ValueInfoProto.newBuilder().setName("r"));
    }
    GraphProto.Builder graph = graph("x").addInput(Onnx.value("c", Onnx.BOOL));
    graph.addNode(
        node("If", "c", "y")
            .addAttribute(body("then_branch", inner))
            .addAttribute(body("else_branch", branch("Neg", "x"))));
    Limits defaults = Limits.defaults();
    Limits shallow =
        new Limits(
            defaults.fileBytes(),
            defaults.nodes(),
            defaults.rank(),
            defaults.tensorElements(),
            defaults.activationBytes(),
            defaults.foldedBytes(),
            3,
            defaults.loopRounds());
    assertThrows(
        LimitExceededException.class,
        () -> Onnx.load(model(16, graph), LoadOptions.defaults().withLimits(shallow)));
  }
}
