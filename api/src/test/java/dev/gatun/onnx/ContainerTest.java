package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.floats;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.model;
import static dev.gatun.onnx.Onnx.node;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.ModelFormatException;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.SparseTensorProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorShapeProto.Dimension;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Identity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What surrounds the operators: inputs, initialisers, types, order, functions, and what is not
/// supported.
class ContainerTest {
  @Test
  void tellsWhatTheFileSays() {
    ModelProto.Builder model =
        model(13, graph("x").addNode(node("Relu", "x", "y")))
            .setProducerName("trainer")
            .setProducerVersion("2.0")
            .addMetadataProps(
                StringStringEntryProto.newBuilder().setKey("classes").setValue("cat"));
    Model loaded = Onnx.load(model);
    assertEquals("test", loaded.name());
    assertEquals("trainer 2.0", loaded.producer());
    assertEquals(8, loaded.irVersion());
    assertEquals(Map.of("", 13), loaded.opsets());
    assertEquals(Map.of("classes", "cat"), loaded.metadata());
    assertEquals(List.of(), loaded.warnings());
    assertEquals(Map.of("x", new TensorType(DType.FLOAT32, null)), loaded.inputs());
    assertEquals(Map.of("y", new TensorType(DType.FLOAT32, null)), loaded.outputs());
  }

  @Test
  void warnsOfANewerOpset() {
    Model loaded = Onnx.load(model(99, graph("x").addNode(node("Relu", "x", "y"))));
    assertEquals(1, loaded.warnings().size());
    assertTrue(loaded.warnings().getFirst().contains("opset 99"));
  }

  @Test
  void keepsSymbolicExtents() {
    ValueInfoProto.Builder input = Onnx.value("x", Onnx.FLOAT, 1, 3, -1).toBuilder();
    input
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .setDim(0, Dimension.newBuilder().setDimParam("N"))
        .addDim(Dimension.getDefaultInstance());
    Graph loaded = Onnx.load(13, graph().addInput(input).addNode(node("Relu", "x", "y")));
    assertEquals(
        List.of(new Dim.Symbol("N"), Dim.of(3), Dim.UNKNOWN, Dim.UNKNOWN),
        loaded.types().get("x").dims());
  }

  @Test
  void anInitialiserThatIsAnInputIsAConstant() {
    var graph = graph("x", "k").addInitializer(floats("k", 1)).addNode(node("Add", "x k", "y"));
    Graph loaded = Onnx.load(3, graph);
    assertEquals(List.of("x"), loaded.inputs());
    assertEquals(1, loaded.constant("k").getDouble(0));
  }

  @Test
  void constantsNobodyReadsAreLeftBehind() {
    var graph =
        graph("x")
            .addInitializer(floats("k", 1))
            .addInitializer(Onnx.ints("s", 1, 1))
            .addNode(node("Reshape", "x s", "y"));
    assertEquals(Map.of(), Onnx.load(13, graph).constants());
  }

  @Test
  void constantNodesBecomeConstants() {
    var graph =
        graph("x")
            .addNode(node("Constant", "", "a").addAttribute(attr("value_float", 2f)))
            .addNode(node("Constant", "", "b").addAttribute(Onnx.list("value_floats", 1f, 2f)))
            .addNode(node("Constant", "", "c").addAttribute(attr("value", floats("t", 3))))
            .addNode(node("Sum", "x a b c", "y"));
    Graph loaded = Onnx.load(13, graph);
    assertEquals(3, loaded.nodes().size());
    assertEquals(2, loaded.constant("a").getDouble(0));
    assertArrayEquals(new float[] {1, 2}, loaded.constant("b").toFloats());
    assertEquals(3, loaded.constant("c").getDouble(0));
  }

  @Test
  void identityOfAParameterStaysAndIsSeenThrough() {
    var graph =
        graph("x")
            .addInitializer(Onnx.scalar("k", 1f))
            .addNode(node("Identity", "k", "lo"))
            .addNode(node("Clip", "x lo", "y"));
    List<Node> nodes = Onnx.load(13, graph).nodes();
    assertEquals(new Identity(), nodes.get(0).op());
    assertEquals(new Activate(Activation.clip(1, Float.POSITIVE_INFINITY)), nodes.get(1).op());
  }

  @Test
  void nodesOutOfOrderAreSorted() {
    var graph =
        graph("x")
            .addNode(node("Exp", "b", "y"))
            .addNode(node("Abs", "a", "b"))
            .addNode(node("Neg", "x", "a"));
    List<String> order = Onnx.load(13, graph).nodes().stream().map(n -> n.op().title()).toList();
    assertEquals(List.of("NEG", "ABS", "EXP"), order);
  }

  @Test
  void cyclesAndUndefinedAndDoubleValuesAreRefused() {
    refused("cycle", graph("x").addNode(node("Abs", "b", "y")).addNode(node("Abs", "y", "b")));
    refused("'z' is not defined", graph("x").addNode(node("Abs", "z", "y")));
    refused(
        "defined twice", graph("x").addNode(node("Abs", "x", "y")).addNode(node("Neg", "x", "y")));
    refused("defined twice", graph("y").addNode(node("Abs", "y", "y")));
    refused("'y' is not defined", graph("x"));
    refused("required a name", graph("").addNode(node("Abs", "x", "y")));
    refused("twice", graph("x", "x").addNode(node("Abs", "x", "y")));
    refused("no output", graph("x").addNode(node("Abs", "x", "_")));
    refused("none at place 0", graph("x").addNode(node("Abs", "_", "y")));
  }

  private static void refused(String part, dev.gatun.onnx.proto.GraphProto.Builder graph) {
    var e = assertThrows(ModelFormatException.class, () -> Onnx.load(13, graph));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void sparseInitialisersAreFilledIn() {
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder()
            .setValues(floats("k", 5, 6))
            .setIndices(Onnx.ints("", 1, 5))
            .addDims(2)
            .addDims(3)
            .build();
    var graph = graph("x").addSparseInitializer(sparse).addNode(node("Add", "x k", "y"));
    assertArrayEquals(
        new float[] {0, 5, 0, 0, 0, 6}, Onnx.load(13, graph).constant("k").toFloats());
    LoadOptions tight = LoadOptions.defaults().withLimits(Limits.defaults().withFoldedBytes(8));
    assertThrows(LimitExceededException.class, () -> Onnx.load(model(13, graph), tight));
  }

  /// ONNX wants the indices in order; who writes one twice may mean either value.
  @Test
  void sparseIndicesRise() {
    for (long[] indices : new long[][] {{5, 1}, {3, 3}}) {
      SparseTensorProto sparse =
          SparseTensorProto.newBuilder()
              .setValues(floats("k", 5, 6))
              .setIndices(Onnx.ints("", indices))
              .addDims(2)
              .addDims(3)
              .build();
      var graph = graph("x").addSparseInitializer(sparse).addNode(node("Add", "x k", "y"));
      assertThrows(ModelFormatException.class, () -> Onnx.load(13, graph));
    }
  }

  // functions

  private static FunctionProto.Builder function(String name) {
    return FunctionProto.newBuilder()
        .setName(name)
        .setDomain("local")
        .addInput("a")
        .addOutput("b")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
  }

  @Test
  void functionsAreInlinedWithTheirAttributes() {
    AttributeProto reference =
        AttributeProto.newBuilder()
            .setName("alpha")
            .setRefAttrName("slope")
            .setType(AttributeProto.AttributeType.FLOAT)
            .build();
    FunctionProto.Builder leaky =
        function("Leaky")
            .addAttribute("slope")
            .addNode(node("Neg", "a", "t").setName("minus"))
            .addNode(node("LeakyRelu", "t", "b").addAttribute(reference));
    var graph =
        graph("x")
            .addNode(node("Leaky", "x", "t").setDomain("local").addAttribute(attr("slope", 0.5f)))
            .addNode(node("Leaky", "t", "y").setDomain("local"));
    List<Node> nodes = Onnx.load(model(13, graph).addFunctions(leaky)).graph().nodes();
    assertEquals(4, nodes.size());
    assertEquals(new Activate(Activation.leakyRelu(0.5f)), nodes.get(1).op());
    assertEquals("t", nodes.get(1).output(), "the call's own name wins over the inner one");
    assertEquals(new Activate(Activation.leakyRelu(0.01f)), nodes.get(3).op());
    assertEquals("y", nodes.get(3).output());
  }

  @Test
  void aFunctionMayPassItsInputThrough() {
    FunctionProto.Builder pass = function("Pass").clearOutput().addOutput("a");
    var graph = graph("x").addNode(node("Pass", "x", "y").setDomain("local"));
    Node only = Onnx.load(model(13, graph).addFunctions(pass)).graph().nodes().getFirst();
    assertEquals(new Node("", new Identity(), List.of("x"), List.of("y")), only);
  }

  @Test
  void recursionAndExplosionMeetLimits() {
    FunctionProto.Builder self =
        function("Self").addNode(node("Self", "a", "b").setDomain("local"));
    var graph = graph("x").addNode(node("Self", "x", "y").setDomain("local"));
    ModelProto.Builder recursive = model(13, graph).addFunctions(self);
    var e = assertThrows(LimitExceededException.class, () -> Onnx.load(recursive));
    assertTrue(e.getMessage().contains("recursive"), e.getMessage());

    ModelProto.Builder bomb = model(13, graph.clone().setNode(0, call(30)));
    for (int i = 1; i <= 30; i++) { // each level calls the one below twice and makes no node
      FunctionProto.Builder level = function("F" + i).clearOutput().addOutput("a");
      bomb.addFunctions(i == 1 ? level : level.addNode(half(i)).addNode(half(i)));
    }
    assertThrows(LimitExceededException.class, () -> Onnx.load(bomb));
  }

  private static dev.gatun.onnx.proto.NodeProto.Builder call(int level) {
    return node("F" + level, "x", "y").setDomain("local");
  }

  private static dev.gatun.onnx.proto.NodeProto.Builder half(int level) {
    return node("F" + (level - 1), "a", "").setDomain("local");
  }

  @Test
  void tooManyNodes() {
    var graph = graph("x").addNode(node("Abs", "x", "a")).addNode(node("Abs", "a", "y"));
    LoadOptions one = LoadOptions.defaults().withLimits(Limits.defaults().withNodes(1));
    assertThrows(LimitExceededException.class, () -> Onnx.load(model(13, graph), one));
  }

  // what is not supported

  @Test
  void everythingUnsupportedIsReportedAtOnce() {
    var graph =
        graph("x")
            .addInitializer(Onnx.tensor("words", 8, 0))
            .addInput(
                ValueInfoProto.newBuilder()
                    .setName("list")
                    .setType(TypeProto.newBuilder().setSequenceType(ByteString.EMPTY)))
            .addNode(node("NoSuchOp", "x list", "a").setName("first"))
            .addNode(node("Blend", "a words", "b").setDomain("com.example"))
            .addNode(node("Abs", "b", "y"));
    var e = assertThrows(UnsupportedOperatorException.class, () -> Onnx.load(model(13, graph)));
    assertEquals(
        List.of("initializer", "input", "NoSuchOp", "com.example.Blend"),
        e.uses().stream().map(UnsupportedOperatorException.Use::operator).toList());
    assertTrue(e.getMessage().contains("node 'first': unknown operator"), e.getMessage());

    Model seen = Onnx.load(model(13, graph), LoadOptions.defaults().withUnsupportedAllowed());
    assertEquals(List.of("x"), seen.graph().inputs());
    assertInstanceOf(UnknownOp.class, seen.graph().nodes().get(2).op());
    assertEquals(5, seen.graph().nodes().size());
  }

  @Test
  void whatIsUnsupportedIsOneSentence() {
    var graph =
        graph("x")
            .addNode(node("No\nSuch", "x", "a").setName("first"))
            .addNode(node("SequenceAt", "a", "n".repeat(200)))
            .addNode(node("Blend", "a", "y").setDomain("com.example"));
    var e = assertThrows(UnsupportedOperatorException.class, () -> Onnx.load(model(13, graph)));
    assertEquals(
        "model: 3 unsupported nodes: No Such (node 'first': unknown operator), SequenceAt (node '"
            + "n".repeat(160)
            + "…': unknown operator), com.example.Blend (node 'y': unknown"
            + " domain)",
        e.getMessage());
  }

  @Test
  void derivedNamesAvoidTheModelsOwn() {
    var graph = graph("x", "n/partial").addNode(node("Sum", "x n/partial x", "y").setName("n"));
    List<Node> nodes = Onnx.load(13, graph).nodes();
    assertEquals(Binary.of(Binary.Kind.ADD), nodes.get(0).op());
    assertEquals("n/partial_1", nodes.get(0).output());
  }
}
