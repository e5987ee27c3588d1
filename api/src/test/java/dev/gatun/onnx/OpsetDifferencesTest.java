package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.ints;
import static dev.gatun.onnx.Onnx.list;
import static dev.gatun.onnx.Onnx.node;
import static dev.gatun.onnx.Onnx.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Resize;
import dev.gatun.op.Slice;
import dev.gatun.op.Softmax;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.TopK;
import dev.gatun.op.Unsqueeze;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same operator in the opsets in which it was written differently becomes the same record.
class OpsetDifferencesTest {
  @Test
  void reshapeTakesItsShapeFromAttributeThenInput() {
    Node early =
        only(4, graph("x").addNode(node("Reshape", "x", "y").addAttribute(list("shape", 0, -1))));
    Node late =
        only(
            14,
            graph("x")
                .addInitializer(ints("s", 0, -1))
                .addNode(node("Reshape", "x s", "y").addAttribute(attr("allowzero", 1))));
    assertEquals(new Reshape(Ints.of(0, -1), false), early.op());
    assertEquals(new Reshape(Ints.of(0, -1), true), late.op());
    assertEquals(List.of("x"), late.inputs());
  }

  @Test
  void anUnknownShapeStaysAnInput() {
    Node open = only(13, graph("x", "s").addNode(node("Reshape", "x s", "y")));
    assertEquals(new Reshape(null, false), open.op());
    assertEquals(List.of("x", "s"), open.inputs());
  }

  @Test
  void reshapeRefusesTwoOpenExtents() {
    var graph = graph("x").addInitializer(ints("s", -1, -1)).addNode(node("Reshape", "x s", "y"));
    var e = assertThrows(ModelFormatException.class, () -> only(13, graph));
    assertTrue(e.getMessage().contains("node 'y' (Reshape, opset 13)"), e.getMessage());
  }

  @Test
  void earlyBroadcastAlignsWithAnAxis() {
    var graph =
        graph("b")
            .addInput(Onnx.value("a", Onnx.FLOAT, 2, 3, 4, 5))
            .addNode(
                node("Add", "a k", "y")
                    .addAttribute(attr("broadcast", 1))
                    .addAttribute(attr("axis", 1)))
            .addInitializer(Onnx.floats("k", 1, 2, 3));
    List<Node> nodes = Onnx.load(6, graph).nodes();
    assertEquals(new Unsqueeze(Ints.of(1, 2)), nodes.get(0).op());
    assertEquals(Binary.of(Binary.Kind.ADD), nodes.get(1).op());
    assertEquals(nodes.get(0).output(), nodes.get(1).input(1));
    assertEquals(
        List.of("a", "k"), only(7, graph).inputs(), "since opset 7 the attributes mean nothing");
  }

  @Test
  void earlyBroadcastWithoutKnownRankReshapes() {
    var graph =
        graph("a")
            .addNode(
                node("Mul", "a k", "y")
                    .addAttribute(attr("broadcast", 1))
                    .addAttribute(attr("axis", 1)))
            .addInitializer(Onnx.floats("k", 1, 2, 3));
    List<Node> nodes = Onnx.load(6, graph).nodes();
    assertEquals(Binary.of(Binary.Kind.MUL), nodes.getLast().op());
    assertEquals(new Reshape(null, false), nodes.get(nodes.size() - 2).op());
  }

  @Test
  void clipTakesBoundsFromAttributesThenInputs() {
    Node six =
        only(
            6,
            graph("x")
                .addNode(
                    node("Clip", "x", "y")
                        .addAttribute(attr("min", 0f))
                        .addAttribute(attr("max", 6f))));
    Node eleven =
        only(
            11,
            graph("x")
                .addInitializer(Onnx.scalar("lo", 0f))
                .addInitializer(Onnx.scalar("hi", 6f))
                .addNode(node("Clip", "x lo hi", "y")));
    Node open = only(11, graph("x", "hi").addNode(node("Clip", "x _ hi", "y")));
    assertEquals(new Activate(Activation.clip(0, 6)), six.op());
    assertEquals(six.op(), eleven.op());
    assertEquals(Binary.of(Binary.Kind.MIN), open.op());
    assertEquals(new Identity(), only(11, graph("x").addNode(node("Clip", "x", "y"))).op());
  }

  @Test
  void clipOfIntegersIsMaxThenMin() {
    var graph =
        graph()
            .addInput(Onnx.value("x", Onnx.INT64))
            .addInitializer(Onnx.scalar("lo", 1))
            .addInitializer(Onnx.scalar("hi", 3))
            .addNode(node("Clip", "x lo hi", "y"));
    List<Node> nodes = Onnx.load(13, graph).nodes();
    assertEquals(Binary.of(Binary.Kind.MAX), nodes.get(0).op());
    assertEquals(Binary.of(Binary.Kind.MIN), nodes.get(1).op());
  }

  @Test
  void sliceTakesItsRangeFromAttributesThenInputs() {
    Node one =
        only(
            1,
            graph("x")
                .addNode(
                    node("Slice", "x", "y")
                        .addAttribute(list("starts", 1))
                        .addAttribute(list("ends", 9))
                        .addAttribute(list("axes", 2))));
    Node ten =
        only(
            10,
            graph("x")
                .addInitializer(ints("s", 1))
                .addInitializer(ints("e", 9))
                .addInitializer(ints("a", 2))
                .addInitializer(ints("t", 2))
                .addNode(node("Slice", "x s e a t", "y")));
    assertEquals(new Slice(Ints.of(1), Ints.of(9), Ints.of(2), null), one.op());
    assertEquals(new Slice(Ints.of(1), Ints.of(9), Ints.of(2), Ints.of(2)), ten.op());
    assertEquals(List.of("x"), ten.inputs());
  }

  @Test
  void sliceWithOneUnknownBoundKeepsAllInputs() {
    Node open =
        only(
            10,
            graph("x")
                .addInput(Onnx.value("e", Onnx.INT64, 1))
                .addInitializer(ints("s", 1))
                .addNode(node("Slice", "x s e", "y")));
    assertEquals(new Slice(null, null, null, null), open.op());
    assertEquals(List.of("x", "s", "e"), open.inputs());
  }

  @Test
  void squeezeAndUnsqueezeTakeAxesFromAttributeThenInput() {
    Node early =
        only(11, graph("x").addNode(node("Squeeze", "x", "y").addAttribute(list("axes", 0))));
    Node late =
        only(13, graph("x").addInitializer(ints("a", 0)).addNode(node("Squeeze", "x a", "y")));
    Node all = only(13, graph("x").addNode(node("Squeeze", "x", "y")));
    Node open =
        only(
            13,
            graph("x")
                .addInput(Onnx.value("a", Onnx.INT64, 1))
                .addNode(node("Unsqueeze", "x a", "y")));
    assertEquals(new Squeeze(Ints.of(0)), early.op());
    assertEquals(early.op(), late.op());
    assertEquals(new Squeeze(Ints.EMPTY), all.op());
    assertEquals(new Unsqueeze(null), open.op());
    assertEquals(List.of("x", "a"), open.inputs());
  }

  @Test
  void splitTakesSizesFromAttributeInputOrCount() {
    Node two =
        only(2, graph("x").addNode(node("Split", "x", "y z").addAttribute(list("split", 1, 2))));
    Node thirteen =
        only(13, graph("x").addInitializer(ints("s", 1, 2)).addNode(node("Split", "x s", "y z")));
    Node eighteen =
        only(
            18, graph("x").addNode(node("Split", "x", "y z").addAttribute(attr("num_outputs", 2))));
    assertEquals(new Split(0, Ints.of(1, 2)), two.op());
    assertEquals(two.op(), thirteen.op());
    assertEquals(new Split(0, Ints.EMPTY), eighteen.op());
    assertEquals(List.of("y", "z"), eighteen.outputs());
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 13, 17, 18})
  void reducedAxesMoveToAnInput(int opset) {
    var byAttribute =
        graph("x")
            .addNode(
                node("ReduceMean", "x", "y")
                    .addAttribute(list("axes", 2, 3))
                    .addAttribute(attr("keepdims", 0)));
    var byInput =
        graph("x")
            .addInitializer(ints("a", 2, 3))
            .addNode(node("ReduceMean", "x a", "y").addAttribute(attr("keepdims", 0)));
    Node node = only(opset, opset < 18 ? byAttribute : byInput);
    assertEquals(new Reduce(Reduce.Kind.MEAN, Ints.of(2, 3), false, false), node.op());
    assertEquals(List.of("x"), node.inputs());
  }

  @Test
  void reduceSumMovedEarlier() {
    var graph = graph("x").addInitializer(ints("a", 1)).addNode(node("ReduceSum", "x a", "y"));
    assertEquals(new Reduce(Reduce.Kind.SUM, Ints.of(1), true, false), only(13, graph).op());
  }

  @Test
  void softmaxJoinedAxesBeforeThirteen() {
    var graph = graph("x").addNode(node("Softmax", "x", "y"));
    assertEquals(new Softmax(Softmax.Kind.SOFTMAX, 1, -1), only(11, graph).op());
    assertEquals(new Softmax(Softmax.Kind.SOFTMAX, -1, -1), only(13, graph).op());
  }

  @Test
  void padsMoveToInputs() {
    Node two =
        only(
            2,
            graph("x")
                .addNode(
                    node("Pad", "x", "y")
                        .addAttribute(list("pads", 0, 1, 2, 3))
                        .addAttribute(attr("mode", "reflect"))));
    Node eleven =
        only(
            11,
            graph("x")
                .addInitializer(ints("p", 0, 1, 2, 3))
                .addInitializer(Onnx.scalar("v", 7f))
                .addNode(node("Pad", "x p v", "y")));
    assertEquals(new Pad(Pad.Mode.REFLECT, Ints.of(0, 1), Ints.of(2, 3)), two.op());
    assertEquals(List.of("x"), two.inputs());
    assertEquals(new Pad(Pad.Mode.CONSTANT, Ints.of(0, 1), Ints.of(2, 3)), eleven.op());
    assertEquals(List.of("x", "", "v"), eleven.inputs());
  }

  @Test
  void padAxesSpreadOverAKnownRank() {
    var graph =
        graph()
            .addInput(Onnx.value("x", Onnx.FLOAT, 1, 2, 3, 4))
            .addInitializer(ints("p", 5, 6))
            .addInitializer(ints("a", -1))
            .addNode(node("Pad", "x p _ a", "y").addAttribute(attr("mode", "wrap")));
    assertEquals(
        new Pad(Pad.Mode.WRAP, Ints.of(0, 0, 0, 5), Ints.of(0, 0, 0, 6)), only(19, graph).op());
  }

  @Test
  void upsampleAndEarlyResizeAreAsymmetric() {
    Node seven =
        only(
            7,
            graph("x")
                .addNode(node("Upsample", "x", "y").addAttribute(list("scales", 1f, 1f, 2f))));
    Node nine =
        only(
            9,
            graph("x")
                .addInitializer(Onnx.floats("s", 1, 1, 2))
                .addNode(node("Upsample", "x s", "y")));
    Node ten =
        only(
            10,
            graph("x")
                .addInitializer(Onnx.floats("s", 1, 1, 2))
                .addNode(node("Resize", "x s", "y")));
    Resize op = (Resize) seven.op();
    assertEquals(Resize.Transform.ASYMMETRIC, op.transform());
    assertEquals(Resize.Nearest.FLOOR, op.nearest());
    assertEquals(List.of(1f, 1f, 2f), op.scales());
    assertEquals(op, nine.op());
    assertEquals(op, ten.op());
  }

  @Test
  void resizeHasSizesOrScales() {
    var sizes =
        graph("x")
            .addInitializer(Onnx.floats("none"))
            .addInitializer(ints("s", 1, 1, 8, 8))
            .addNode(node("Resize", "x none none s", "y"));
    Resize op = (Resize) only(11, sizes).op();
    assertEquals(Resize.Transform.HALF_PIXEL, op.transform());
    assertEquals(Resize.Nearest.ROUND_PREFER_FLOOR, op.nearest());
    assertEquals(Ints.of(1, 1, 8, 8), op.sizes());
    var neither = graph("x").addNode(node("Resize", "x", "y"));
    assertThrows(ModelFormatException.class, () -> only(13, neither));
    var nan =
        graph("x")
            .addInitializer(Onnx.floats("s", 1, Float.NaN))
            .addNode(node("Resize", "x _ s", "y"));
    assertThrows(ModelFormatException.class, () -> only(13, nan));
  }

  @Test
  void batchNormalizationDropsTrainingOutputs() {
    var graph = graph("x", "s", "b", "m", "v");
    graph.addNode(node("BatchNormalization", "x s b m v", "y o1 o2 o3 o4"));
    Node node = only(7, graph);
    assertEquals(new BatchNorm(1e-5f), node.op());
    assertEquals(List.of("y"), node.outputs());
    graph.addNode(node("Neg", "o1", "z"));
    assertThrows(UnsupportedOperatorException.class, () -> Onnx.load(7, graph));
  }

  @Test
  void batchNormalizationPerElement() {
    var graph = graph("x", "s", "b", "m", "v");
    graph.addNode(node("BatchNormalization", "x s b m v", "y").addAttribute(attr("spatial", 0)));
    List<Node> nodes = Onnx.load(7, graph).nodes();
    assertEquals(6, nodes.size());
    assertEquals(Binary.of(Binary.Kind.ADD), nodes.getLast().op());
    assertEquals(1, Onnx.load(9, graph).nodes().size());
  }

  @Test
  void dropoutIsIdentityAndItsMaskIsTrue() {
    var graph = graph("x").addNode(node("Dropout", "x", "y m"));
    assertEquals(new Identity(), only(10, graph).op());
    graph.addNode(node("Not", "m", "z"));
    List<Node> nodes = Onnx.load(10, graph).nodes();
    ConstantOfShape ones = (ConstantOfShape) nodes.get(2).op();
    assertEquals(DType.BOOL, ones.value().dtype());
    assertEquals(List.of("m"), nodes.get(2).outputs());
  }

  @Test
  void dropoutInTrainingIsUnsupported() {
    var graph =
        graph("x")
            .addInitializer(Onnx.raw("t", Onnx.BOOL, new byte[] {1}))
            .addNode(node("Dropout", "x _ t", "y"));
    assertThrows(UnsupportedOperatorException.class, () -> only(12, graph));
  }

  @Test
  void castKnowsTypesByNameAndByNumber() {
    Node early =
        only(1, graph("x").addNode(node("Cast", "x", "y").addAttribute(attr("to", "INT64"))));
    Node late = only(9, graph("x").addNode(node("Cast", "x", "y").addAttribute(attr("to", 7))));
    assertEquals(new Cast(DType.INT64), early.op());
    assertEquals(early.op(), late.op());
  }

  @Test
  void castLikeFollowsDerivedTypes() {
    var graph =
        graph("x")
            .addNode(node("Shape", "x", "s"))
            .addNode(node("Neg", "s", "n"))
            .addNode(node("CastLike", "x n", "y"));
    Graph loaded = Onnx.load(15, graph);
    assertEquals(new Cast(DType.INT64), loaded.nodes().getLast().op());
    assertEquals(List.of("x"), loaded.nodes().getLast().inputs());
  }

  @Test
  void preluSlopesBelongedToChannels() {
    var graph =
        graph()
            .addInput(Onnx.value("x", Onnx.FLOAT, 1, 3, 4, 4))
            .addInitializer(Onnx.floats("k", 1, 2, 3))
            .addNode(node("PRelu", "x k", "y"));
    assertEquals(new Unsqueeze(Ints.of(1, 2)), Onnx.load(6, graph).nodes().getFirst().op());
    assertEquals(1, Onnx.load(7, graph).nodes().size());
  }

  @Test
  void topKTakesKFromAttributeThenInput() {
    Node early = only(9, graph("x").addNode(node("TopK", "x", "y i").addAttribute(attr("k", 3))));
    Node late =
        only(
            11,
            graph("x")
                .addInitializer(ints("k", 3))
                .addNode(node("TopK", "x k", "y i").addAttribute(attr("largest", 0))));
    Node open = only(24, graph("x", "k").addNode(node("TopK", "x k", "y")));
    assertEquals(new TopK(-1, 3L, true), early.op());
    assertEquals(new TopK(-1, 3L, false), late.op());
    assertEquals(List.of("x"), late.inputs());
    assertEquals(new TopK(-1, null, true), open.op());
    assertEquals(List.of("x", "k"), open.inputs());
    assertEquals(2, open.outputs().size());
  }
}
