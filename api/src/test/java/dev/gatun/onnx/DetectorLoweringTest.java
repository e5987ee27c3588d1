package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.load;
import static dev.gatun.onnx.Onnx.node;
import static dev.gatun.onnx.Onnx.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.graph.Node;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.op.Compress;
import dev.gatun.op.Ints;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.Op;
import dev.gatun.op.Reshape;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Unique;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What operators of detectors become.
class DetectorLoweringTest {
  private static Node lower(int opset, NodeProto.Builder node) {
    return only(opset, graph("a", "b", "c", "d", "e").addNode(node));
  }

  private static void refuses(String part, NodeProto.Builder node) {
    Exception e = assertThrows(ModelFormatException.class, () -> lower(18, node));
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
}
