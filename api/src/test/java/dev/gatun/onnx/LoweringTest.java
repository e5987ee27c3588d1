package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.list;
import static dev.gatun.onnx.Onnx.node;
import static dev.gatun.onnx.Onnx.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.EyeLike;
import dev.gatun.op.Ints;
import dev.gatun.op.OneHot;
import dev.gatun.op.Pool;
import dev.gatun.op.Range;
import dev.gatun.op.Reduce;
import dev.gatun.op.Unary;
import dev.gatun.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What single operators become, and what their attributes may not say.
class LoweringTest {
  private static List<String> titles(Graph graph) {
    return graph.nodes().stream().map(n -> n.op().title()).toList();
  }

  @Test
  void convTakesItsKernelFromConstantWeights() {
    GraphProto.Builder graph =
        graph("x")
            .addInitializer(Onnx.zeros("w", 4, 1, 3, 5))
            .addNode(
                node("Conv", "x w", "y")
                    .addAttribute(attr("group", 2))
                    .addAttribute(attr("auto_pad", "SAME_UPPER"))
                    .addAttribute(list("strides", 2, 1)));
    Window window =
        new Window(
            Ints.of(3, 5), Ints.of(2, 1), Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, AutoPad.SAME_UPPER);
    assertEquals(new Conv(window, 2, Activation.NONE), only(11, graph).op());
  }

  @Test
  void convTransposeKeepsWantedExtents() {
    GraphProto.Builder graph =
        graph("x", "w")
            .addNode(
                node("ConvTranspose", "x w", "y")
                    .addAttribute(list("output_shape", 10, 8))
                    .addAttribute(list("strides", 2, 2))
                    .addAttribute(list("output_padding", 1, 0)));
    ConvTranspose op = (ConvTranspose) only(11, graph).op();
    assertEquals(Ints.of(10, 8), op.outputExtents());
    assertEquals(Ints.of(1, 0), op.outputPadding());
  }

  @ParameterizedTest
  @CsvSource({
    "strides, 0, 'attribute ''strides'': got [0, 1]'",
    "dilations, -1, 'attribute ''dilations'': got [-1, 1]'",
    "pads, -1, 'attribute ''pads'': got [-1, 1]'",
    "kernel_shape, 0, 'attribute ''kernel_shape'': got [0, 1]'",
    "kernel_shape, 2, 'required [3, 3] as the weights'",
    "strides, 4294967296, 'required values from 1 to 2147483647'",
  })
  void badWindowsAreRefused(String attribute, long value, String part) {
    refused(
        part,
        graph("x")
            .addInitializer(Onnx.zeros("w", 1, 1, 3, 3))
            .addNode(node("Conv", "x w", "y").addAttribute(list(attribute, value, 1))));
  }

  @Test
  void badAttributesAreRefused() {
    var w = Onnx.zeros("w", 3, 1, 3, 3);
    var conv = node("Conv", "x w", "y");
    refused(
        "'group': got 0",
        graph("x").addInitializer(w).addNode(conv.clone().addAttribute(attr("group", 0))));
    refused(
        "'group': got 2",
        graph("x").addInitializer(w).addNode(conv.clone().addAttribute(attr("group", 2))));
    refused(
        "'group': got type FLOAT, required INT",
        graph("x").addInitializer(w).addNode(conv.clone().addAttribute(attr("group", 1f))));
    refused(
        "twice",
        graph("x")
            .addInitializer(w)
            .addNode(conv.clone().addAttribute(attr("group", 1)).addAttribute(attr("group", 1))));
    refused(
        "got 'LEFT', required one of",
        graph("x").addInitializer(w).addNode(conv.clone().addAttribute(attr("auto_pad", "LEFT"))));
    refused("'axis': got none, required", graph("x").addNode(node("Concat", "x x", "y")));
    refused("'kernel_shape': got none", graph("x").addNode(node("MaxPool", "x", "y")));
    refused(
        "'perm': got [0, 0]",
        graph("x").addNode(node("Transpose", "x", "y").addAttribute(list("perm", 0, 0))));
    refused(
        "'axis': got 2147483648",
        graph("x").addNode(node("Flatten", "x", "y").addAttribute(attr("axis", 1L << 31))));
  }

  private static void refused(String part, GraphProto.Builder graph) {
    var e = assertThrows(ModelFormatException.class, () -> Onnx.load(13, graph));
    assertTrue(e.getMessage().contains("node 'y' ("), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void maxPoolHasIndicesOnlyWhereTheyAreRead() {
    GraphProto.Builder graph =
        graph("x").addNode(node("MaxPool", "x", "y i").addAttribute(list("kernel_shape", 2, 2)));
    assertEquals(List.of("y"), only(12, graph).outputs());
    graph.addNode(node("Abs", "i", "j"));
    Graph used = Onnx.load(12, graph);
    assertEquals(List.of("y", "i"), used.nodes().getFirst().outputs());
    assertEquals(new TensorType(DType.INT64, null), used.type("j"));
  }

  @Test
  void averagePoolCountsPads() {
    GraphProto.Builder graph =
        graph("x")
            .addNode(
                node("AveragePool", "x", "y")
                    .addAttribute(list("kernel_shape", 3, 3))
                    .addAttribute(list("pads", 1, 0, 1, 0))
                    .addAttribute(attr("ceil_mode", 1))
                    .addAttribute(attr("count_include_pad", 1)));
    Pool pool = (Pool) only(19, graph).op();
    assertTrue(pool.ceil() && pool.countIncludePad());
    assertEquals(Ints.of(1, 0), pool.window().padsBegin());
    assertEquals(Ints.of(1, 0), pool.window().padsEnd());
  }

  @Test
  void variadicsAreChains() {
    GraphProto.Builder sum = graph("a", "b", "c").addNode(node("Sum", "a b c", "y"));
    assertEquals(List.of("ADD", "ADD"), titles(Onnx.load(13, sum)));
    GraphProto.Builder mean = graph("a", "b", "c").addNode(node("Mean", "a b c", "y"));
    Graph loaded = Onnx.load(13, mean);
    assertEquals(List.of("ADD", "ADD", "DIV"), titles(loaded));
    assertEquals(3, loaded.constant(loaded.nodes().getLast().input(1)).getDouble(0));
    GraphProto.Builder one = graph("a").addNode(node("Max", "a", "y"));
    assertEquals(List.of("Identity"), titles(Onnx.load(13, one)));
  }

  @Test
  void meanVarianceAndRootMeanSquareBecomeArithmetic() {
    GraphProto.Builder mvn = graph("x").addNode(node("MeanVarianceNormalization", "x", "y"));
    List<Node> nodes = Onnx.load(13, mvn).nodes();
    assertEquals(new Reduce(Reduce.Kind.MEAN, Ints.of(0, 2, 3), true, false), nodes.get(0).op());
    assertEquals(Binary.of(Binary.Kind.DIV), nodes.getLast().op());

    GraphProto.Builder rms = graph("x", "s").addNode(node("RMSNormalization", "x s", "y"));
    assertEquals(
        List.of("MUL", "REDUCE_MEAN", "ADD", "SQRT", "DIV", "MUL"), titles(Onnx.load(23, rms)));
    rms.setNode(0, node("RMSNormalization", "x s", "y").addAttribute(attr("axis", 1)));
    assertTrue(Onnx.load(23, rms).nodes().stream().anyMatch(n -> n.op() instanceof Range));
  }

  @Test
  void layerStatisticsAreComputedWhereTheyAreRead() {
    GraphProto.Builder graph =
        graph("x", "s")
            .addNode(node("LayerNormalization", "x s", "y m d"))
            .addNode(node("Neg", "d", "z"));
    List<String> titles = titles(Onnx.load(17, graph));
    assertEquals("LayerNorm", titles.getFirst());
    assertTrue(titles.contains("RECIPROCAL"), titles.toString());
    assertTrue(!titles.contains("Identity"), "nothing reads the mean");
  }

  @Test
  void reluOfIntegersIsAMaximum() {
    GraphProto.Builder graph =
        graph().addInput(Onnx.value("x", Onnx.INT32)).addNode(node("Relu", "x", "y"));
    assertEquals(Binary.of(Binary.Kind.MAX), only(14, graph).op());
  }

  @Test
  void kindsFollowAttributes() {
    GraphProto.Builder gelu =
        graph("x").addNode(node("Gelu", "x", "y").addAttribute(attr("approximate", "tanh")));
    assertEquals(new Activate(Activation.of(Activation.Kind.GELU_TANH)), only(20, gelu).op());
    GraphProto.Builder inf =
        graph("x").addNode(node("IsInf", "x", "y").addAttribute(attr("detect_negative", 0)));
    assertEquals(new Unary(Unary.Kind.IS_POSITIVE_INF), only(10, inf).op());
    GraphProto.Builder mod =
        graph("a", "b").addNode(node("Mod", "a b", "y").addAttribute(attr("fmod", 1)));
    assertEquals(Binary.of(Binary.Kind.FMOD), only(13, mod).op());
    GraphProto.Builder eye =
        graph("x").addNode(node("EyeLike", "x", "y").addAttribute(attr("k", -1)));
    assertEquals(new EyeLike(DType.FLOAT32, -1), only(9, eye).op());
  }

  @Test
  void oneHotKeepsItsPlaces() {
    GraphProto.Builder graph =
        graph("i", "v").addInitializer(Onnx.scalar("d", 10)).addNode(node("OneHot", "i d v", "y"));
    Node node = only(11, graph);
    assertEquals(new OneHot(-1, 10L), node.op());
    assertEquals(List.of("i", "", "v"), node.inputs());
  }

  @Test
  void layerStatisticsAreOfTheStashType() {
    GraphProto.Builder graph =
        graph("s")
            .addInput(Onnx.value("x", 10)) // FLOAT16
            .addNode(node("LayerNormalization", "x s", "z y"));
    Graph loaded = Onnx.load(17, graph);
    assertEquals(List.of("LayerNorm", "Cast", "REDUCE_MEAN"), titles(loaded).subList(0, 3));
    assertEquals(new TensorType(DType.FLOAT32, null), loaded.type("y"));
  }
}
