package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.list;
import static dev.gatun.onnx.Onnx.node;
import static dev.gatun.onnx.Onnx.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.op.Gemm;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Resize;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What changed from opset to opset in pooling, resampling, Gemm and GroupNormalization.
class WindowOpsetsTest {
  private static NodeProto.Builder pool(String type, String outputs) {
    return node(type, "x", outputs).addAttribute(list("kernel_shape", 3L, 3L));
  }

  private static Pool poolOf(int opset, NodeProto.Builder node) {
    return (Pool) only(opset, graph("x").addNode(node)).op();
  }

  @Test
  void averagePoolsCountPadsSinceSevenRoundUpSinceTenDilateSinceNineteen() {
    Pool first = poolOf(1, pool("AveragePool", "y"));
    assertFalse(first.countIncludePad() || first.ceil());
    assertTrue(
        poolOf(7, pool("AveragePool", "y").addAttribute(attr("count_include_pad", 1L)))
            .countIncludePad());
    assertTrue(poolOf(10, pool("AveragePool", "y").addAttribute(attr("ceil_mode", 1L))).ceil());
    Pool dilated = poolOf(19, pool("AveragePool", "y").addAttribute(list("dilations", 2L, 2L)));
    assertEquals(Ints.of(2, 2), dilated.window().dilations());
  }

  @Test
  void maxPoolsGiveIndicesSinceEight() {
    Graph loaded =
        Onnx.load(
            8,
            graph("x")
                .addNode(pool("MaxPool", "y i").addAttribute(attr("storage_order", 1L)))
                .addOutput(Onnx.value("i", Onnx.INT64)));
    Node max = loaded.nodes().getFirst();
    assertEquals(List.of("y", "i"), max.outputs());
    assertTrue(((Pool) max.op()).columnMajorIndices());
    assertEquals(DType.INT64, loaded.types().get("i").dtype());
    assertTrue(poolOf(10, pool("MaxPool", "y").addAttribute(attr("ceil_mode", 1L))).ceil());
  }

  @Test
  void theThirdOperandOfGemmMayBeAbsentSinceEleven() {
    Node three = only(7, graph("a", "b", "c").addNode(node("Gemm", "a b c", "y")));
    assertEquals(List.of("a", "b", "c"), three.inputs());
    Node two = only(11, graph("a", "b").addNode(node("Gemm", "a b", "y")));
    assertEquals(List.of("a", "b"), two.inputs());
    Gemm early =
        (Gemm)
            only(
                    6,
                    graph("a", "b", "c")
                        .addNode(node("Gemm", "a b c", "y").addAttribute(attr("broadcast", 1L))))
                .op();
    assertEquals(three.op(), early);
  }

  @Test
  void resizeOfOpset10RoundsDownWhereItGrowsAndUpWhereItShrinks() {
    assertEquals(Resize.Nearest.FLOOR, early(2).nearest());
    assertEquals(Resize.Nearest.CEIL, early(0.5f).nearest());
  }

  private static Resize early(float scale) {
    var graph = graph("x").addInitializer(Onnx.floats("s", 1, 1, scale, scale));
    return (Resize) only(10, graph.addNode(node("Resize", "x s", "y"))).op();
  }

  @Test
  void resizeChoosesItsMappingSinceElevenAndItsAxesSinceEighteen() {
    var eleven = graph("x").addInitializer(Onnx.floats("roi")).addInitializer(Onnx.floats("s", 2));
    eleven.addNode(
        node("Resize", "x roi s", "y")
            .addAttribute(attr("coordinate_transformation_mode", "align_corners"))
            .addAttribute(attr("nearest_mode", "ceil")));
    Resize op = (Resize) only(11, eleven).op();
    assertEquals(Resize.Transform.ALIGN_CORNERS, op.transform());
    assertEquals(Resize.Nearest.CEIL, op.nearest());

    var thirteen = graph("x").addInitializer(Onnx.floats("s", 2));
    thirteen.addNode(node("Resize", "x _ s", "y")); // the region may be absent
    assertEquals(List.of(2f), ((Resize) only(13, thirteen).op()).scales());

    var eighteen = graph("x").addInitializer(Onnx.ints("z", 7, 9));
    eighteen.addNode(
        node("Resize", "x _ _ z", "y")
            .addAttribute(list("axes", 2L, 3L))
            .addAttribute(attr("antialias", 1L))
            .addAttribute(attr("keep_aspect_ratio_policy", "not_larger")));
    op = (Resize) only(18, eighteen).op();
    assertEquals(Ints.of(2, 3), op.axes());
    assertTrue(op.antialias());
    assertEquals(Resize.Policy.NOT_LARGER, op.policy());
    assertNull(op.sizes(), "bound to all axes once the rank is known");

    var nineteen = graph("x").addInitializer(Onnx.floats("s", 2));
    nineteen.addNode(
        node("Resize", "x _ s", "y")
            .addAttribute(attr("coordinate_transformation_mode", "half_pixel_symmetric")));
    op = (Resize) only(19, nineteen).op();
    assertEquals(Resize.Transform.HALF_PIXEL_SYMMETRIC, op.transform());
  }

  @Test
  void groupNormalizationScalesGroupsInEighteenAndChannelsSinceTwentyOne() {
    for (int opset : new int[] {18, 21}) {
      var graph = graph("x", "s", "b");
      graph.addNode(node("GroupNormalization", "x s b", "y").addAttribute(attr("num_groups", 2L)));
      assertEquals(new GroupNorm(2, 1e-5f), only(opset, graph).op());
    }
  }
}
