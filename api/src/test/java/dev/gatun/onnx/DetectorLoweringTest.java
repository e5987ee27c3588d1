package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.list;
import static dev.gatun.onnx.Onnx.load;
import static dev.gatun.onnx.Onnx.node;
import static dev.gatun.onnx.Onnx.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.infer.Inference;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.op.AffineGrid;
import dev.gatun.op.Col2Im;
import dev.gatun.op.Compress;
import dev.gatun.op.DeformConv;
import dev.gatun.op.GridSample;
import dev.gatun.op.Ints;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Reshape;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Unique;
import dev.gatun.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What operators of detectors become.
class DetectorLoweringTest {
  private static Node lower(int opset, NodeProto.Builder node) {
    return only(opset, graph("a", "b", "c", "d", "e").addNode(node));
  }

  private static void refuses(String part, NodeProto.Builder node) {
    Exception e = assertThrows(ModelFormatException.class, () -> lower(22, node));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  @Test
  void suppressionKeepsItsOptionalInputs() {
    Node node = lower(11, node("NonMaxSuppression", "a b _ d", "y"));
    assertEquals(new NonMaxSuppression(false), node.op());
    assertEquals(List.of("a", "b", "", "d"), node.inputs());
    NodeProto.Builder centre =
        node("NonMaxSuppression", "a b", "y").addAttribute(attr("center_point_box", 1));
    assertEquals(new NonMaxSuppression(true), lower(10, centre).op());
  }

  @Test
  void selectionsWithoutAnAxisFlatten() {
    Node compress = lower(11, node("Compress", "a b", "y").addAttribute(attr("axis", -2)));
    assertEquals(new Compress(-2), compress.op());
    for (String type : List.of("Compress", "Unique")) {
      List<Node> nodes = load(11, graph("a", "b").addNode(node(type, "a b", "y"))).nodes();
      assertEquals(new Reshape(Ints.of(-1), false), nodes.get(0).op());
      assertEquals(
          type.equals("Unique") ? new Unique(0, true) : new Compress(0), nodes.get(1).op());
    }
  }

  @Test
  void roiAlignShiftsPixelsSinceOpset16() {
    NodeProto.Builder plain = node("RoiAlign", "a b c", "y");
    assertEquals(new RoiAlign(RoiAlign.Mode.AVERAGE, 1, 1, 0, 1f, false), lower(10, plain).op());
    assertEquals(new RoiAlign(RoiAlign.Mode.AVERAGE, 1, 1, 0, 1f, true), lower(16, plain).op());
    Op op =
        lower(
                22,
                node("RoiAlign", "a b c", "y")
                    .addAttribute(attr("coordinate_transformation_mode", "output_half_pixel"))
                    .addAttribute(attr("mode", "max"))
                    .addAttribute(attr("output_height", 7))
                    .addAttribute(attr("output_width", 5))
                    .addAttribute(attr("sampling_ratio", 2))
                    .addAttribute(attr("spatial_scale", 0.25f)))
            .op();
    assertEquals(new RoiAlign(RoiAlign.Mode.MAX, 7, 5, 2, 0.25f, false), op);
    refuses(
        "attribute 'output_height': got 0, required 1 or more",
        node("RoiAlign", "a b c", "y").addAttribute(attr("output_height", 0)));
  }

  @Test
  void maxRoiPoolNeedsItsShape() {
    NodeProto.Builder pool =
        node("MaxRoiPool", "a b", "y")
            .addAttribute(list("pooled_shape", 3, 4))
            .addAttribute(attr("spatial_scale", 0.5f));
    assertEquals(new MaxRoiPool(3, 4, 0.5f), lower(7, pool).op());
    refuses("attribute 'pooled_shape': got none, required", node("MaxRoiPool", "a b", "y"));
  }

  @Test
  void gridSampleHasTwoNamesForAMode() {
    GridSample linear = new GridSample(GridSample.Mode.LINEAR, GridSample.Padding.ZEROS, false);
    assertEquals(linear, lower(16, node("GridSample", "a b", "y")).op());
    NodeProto.Builder cubic =
        node("GridSample", "a b", "y")
            .addAttribute(attr("mode", "bicubic"))
            .addAttribute(attr("padding_mode", "reflection"))
            .addAttribute(attr("align_corners", 1));
    assertEquals(
        new GridSample(GridSample.Mode.CUBIC, GridSample.Padding.REFLECTION, true),
        lower(16, cubic).op());
  }

  @Test
  void parametersAreBoundWhereTheyAreConstants() {
    NodeProto.Builder col2Im =
        node("Col2Im", "a image block", "y").addAttribute(list("strides", 2, 1));
    Node bound =
        only(
            18,
            graph("a")
                .addInitializer(Onnx.ints("image", 5, 6))
                .addInitializer(Onnx.ints("block", 2, 2))
                .addNode(col2Im));
    assertEquals(new Col2Im(Ints.of(5, 6), Window.of(2, 2).withStrides(Ints.of(2, 1))), bound.op());
    assertEquals(List.of("a"), bound.inputs());
    NodeProto.Builder affine = node("AffineGrid", "a size", "y");
    Node grid = only(20, graph("a").addInitializer(Onnx.ints("size", 1, 1, 2, 3)).addNode(affine));
    assertEquals(new AffineGrid(Ints.of(1, 1, 2, 3), false), grid.op());
  }

  @Test
  void unpoolingAndDeformedConvolutionHaveWindows() {
    NodeProto.Builder unpool =
        node("MaxUnpool", "a b", "y").addAttribute(list("kernel_shape", 2, 2));
    assertEquals(new MaxUnpool(Window.of(2, 2), null), lower(11, unpool).op());
    NodeProto.Builder deform =
        node("DeformConv", "a b c _ e", "y")
            .addAttribute(list("kernel_shape", 3, 3))
            .addAttribute(attr("group", 2))
            .addAttribute(attr("offset_group", 3));
    Node node = lower(19, deform);
    assertEquals(new DeformConv(Window.of(3, 3), 2, 3), resolved((DeformConv) node.op()));
    assertEquals(List.of("a", "b", "c", "", "e"), node.inputs());
    refuses(
        "attribute 'offset_group': got 0",
        node("DeformConv", "a b c", "y").addAttribute(attr("offset_group", 0)));
  }

  private static DeformConv resolved(DeformConv op) {
    return new DeformConv(
        op.window().resolve(op.window().kernel(), null), op.groups(), op.offsetGroups());
  }

  @Test
  void centreCropPadIsAPad() {
    Graph cropped =
        load(
            18,
            graph()
                .addInput(Onnx.value("a", Onnx.FLOAT, 10, 7, 3))
                .addInitializer(Onnx.ints("shape", 5, 10))
                .addNode(node("CenterCropPad", "a shape", "y").addAttribute(list("axes", -3, 1))));
    List<Node> nodes = Inference.infer(cropped).nodes();
    assertEquals(1, nodes.size());
    assertEquals(
        new Pad(Pad.Mode.CONSTANT, Ints.of(-2, 1, 0), Ints.of(-3, 2, 0)), nodes.get(0).op());
  }
}
