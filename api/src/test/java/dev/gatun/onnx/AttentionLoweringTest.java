package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.GatunException;
import dev.gatun.ModelFormatException;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.op.Binary;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What attention and its kin may not say, and graphs inside them.
class AttentionLoweringTest {
  private static final int OPSET = 27;

  private static void refused(String part, NodeProto.Builder node) {
    GraphProto.Builder graph = graph("q", "k", "v", "w").addNode(node);
    GatunException e = assertThrows(ModelFormatException.class, () -> Onnx.load(OPSET, graph));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void badAttentionIsRefused() {
    refused("required both or none", node("Attention", "q k v _ w", "y"));
    refused("got -1.0, required 0", attention(attr("softcap", -1f)));
    refused("number from 0 to 3", attention(attr("qk_matmul_output_mode", 4)));
    refused("required a floating-point type", attention(attr("softmax_precision", 7)));
    refused("required -1 or more", attention(attr("left_window_size", -2)));
    refused("'kv_num_heads': got none", attention(attr("q_num_heads", 2)));
    refused("got 0, required 1", attention(attr("q_num_heads", 0)));
  }

  private static NodeProto.Builder attention(AttributeProto attribute) {
    return node("Attention", "q k v", "y").addAttribute(attribute);
  }

  @Test
  void badRelativesAreRefused() {
    refused(
        "an even number",
        node("RotaryEmbedding", "q k v", "y").addAttribute(attr("rotary_embedding_dim", 3)));
    refused("required what update_rule 'gated_delta' uses", node("LinearAttention", "q k v", "y"));
    refused(
        "required one of",
        node("CausalConvWithState", "q k", "y").addAttribute(attr("activation", "relu")));
    refused("got '1' in equation 'i1->i'", einsum());
  }

  private static NodeProto.Builder einsum() {
    return node("Einsum", "q", "y").addAttribute(attr("equation", "i1->i"));
  }

  @Test
  void channelsOfADepthwiseConvolutionMustBeKnown() {
    GraphProto.Builder graph = graph("x", "w").addNode(node("CausalConvWithState", "x w", "y"));
    UnsupportedOperatorException e =
        assertThrows(UnsupportedOperatorException.class, () -> Onnx.load(OPSET, graph));
    assertTrue(e.getMessage().contains("number of channels"), e.getMessage());
  }

  @Test
  void graphsInsideBecomeStepsAndSeeValuesAround() {
    GraphProto.Builder body =
        GraphProto.newBuilder()
            .addInput(Onnx.value("s", Onnx.FLOAT))
            .addNode(node("Add", "s bias", "t"))
            .addNode(node("Mul", "t t", "r"))
            .addOutput(Onnx.value("r", Onnx.FLOAT));
    AttributeProto modification =
        AttributeProto.newBuilder()
            .setName("score_mod")
            .setType(AttributeType.GRAPH)
            .setG(body)
            .build();
    GraphProto.Builder graph =
        graph("q", "k", "v", "bias")
            .addNode(
                node("FlexAttention", "q k v", "y")
                    .setDomain("ai.onnx.preview")
                    .addAttribute(modification));
    Graph loaded = Onnx.load(OPSET, graph);
    List<Node> sums =
        loaded.nodes().stream().filter(n -> n.op().equals(Binary.of(Binary.Kind.ADD))).toList();
    assertEquals(1, sums.size());
    assertEquals("bias", sums.getFirst().input(1));
  }

  @Test
  void otherOperatorsOfThePreviewAreUnknown() {
    GraphProto.Builder graph =
        graph("x").addNode(node("Relu", "x", "y").setDomain("ai.onnx.preview"));
    UnsupportedOperatorException e =
        assertThrows(UnsupportedOperatorException.class, () -> Onnx.load(OPSET, graph));
    assertTrue(e.getMessage().contains("unknown operator"), e.getMessage());
  }
}
