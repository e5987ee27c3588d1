package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.node;
import static dev.gatun.onnx.Onnx.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.graph.Graph;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What losses become.
class LossesTest {
  private static List<String> titles(NodeProto.Builder node) {
    GraphProto.Builder graph = Onnx.graph("x", "w").addInput(value("t", Onnx.INT64)).addNode(node);
    Graph loaded = Onnx.load(13, graph);
    return loaded.nodes().stream().map(n -> n.op().title()).toList();
  }

  @Test
  void theMeanIsWeighted() {
    assertEquals(
        List.of(
            "Unsqueeze",
            "GatherElements",
            "Squeeze",
            "NEG",
            "Gather",
            "MUL",
            "REDUCE_SUM",
            "REDUCE_SUM",
            "DIV"),
        titles(node("NegativeLogLikelihoodLoss", "x t w", "y")));
    assertEquals(
        List.of("Unsqueeze", "GatherElements", "Squeeze", "NEG", "REDUCE_MEAN"),
        titles(node("NegativeLogLikelihoodLoss", "x t", "y")));
  }

  @Test
  void ignoredTargetsAreReplaced() {
    assertEquals(
        List.of(
            "LOG_SOFTMAX",
            "EQUAL",
            "Where",
            "Unsqueeze",
            "GatherElements",
            "Squeeze",
            "NEG",
            "Where",
            "Where",
            "REDUCE_SUM"),
        titles(
            node("SoftmaxCrossEntropyLoss", "x t", "y")
                .addAttribute(attr("ignore_index", -1))
                .addAttribute(attr("reduction", "sum"))));
  }

  @Test
  void unknownReductionsAreRefused() {
    NodeProto.Builder node =
        node("SoftmaxCrossEntropyLoss", "x t", "y").addAttribute(attr("reduction", "max"));
    Exception e = assertThrows(ModelFormatException.class, () -> titles(node));
    assertTrue(e.getMessage().contains("'reduction': got 'max'"), e.getMessage());
  }
}
