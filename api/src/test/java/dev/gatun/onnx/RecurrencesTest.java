package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.list;
import static dev.gatun.onnx.Onnx.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.op.Activation;
import dev.gatun.op.Activation.Kind;
import dev.gatun.op.GateFunction;
import dev.gatun.op.Gru;
import dev.gatun.op.Lstm;
import dev.gatun.op.Recurrence;
import dev.gatun.op.Recurrence.Direction;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Rnn;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What RNN, GRU and LSTM become.
class RecurrencesTest {
  private static final GateFunction SIGMOID = GateFunction.of(Activation.of(Kind.SIGMOID));
  private static final GateFunction TANH = GateFunction.of(Activation.of(Kind.TANH));

  private static List<Node> nodes(int opset, NodeProto.Builder node) {
    Graph graph = Onnx.load(opset, graph("x", "w", "r", "b", "n", "h", "c", "p").addNode(node));
    return graph.nodes();
  }

  private static Node recurrent(List<Node> nodes) {
    return nodes.stream().filter(n -> n.op() instanceof Recurrent).findFirst().orElseThrow();
  }

  private static List<String> titles(List<Node> nodes) {
    return nodes.stream().map(n -> n.op().title()).toList();
  }

  @Test
  void theInputsShareIsOneProduct() {
    List<Node> nodes = nodes(14, node("LSTM", "x w r b _ h c p", "y yh yc"));
    assertEquals(
        List.of("Split", "ADD", "Transpose", "Flatten", "Reshape", "MatMul", "Transpose", "Lstm"),
        titles(nodes));
    Node lstm = nodes.getLast();
    Recurrence defaults =
        new Recurrence(Direction.FORWARD, List.of(SIGMOID, TANH, TANH), Float.POSITIVE_INFINITY);
    assertEquals(new Lstm(defaults, false), lstm.op());
    assertEquals(List.of("", "h", "c", "p"), lstm.inputs().subList(2, 6));
    assertEquals(List.of("y", "yh", "yc"), lstm.outputs());
  }

  @Test
  void withoutBiasThereIsNone() {
    List<Node> nodes = nodes(7, node("RNN", "x w r", "_ y").addAttribute(attr("clip", 2f)));
    assertEquals(List.of("Transpose", "Flatten", "MatMul", "Transpose", "Rnn"), titles(nodes));
    assertEquals(
        new Rnn(new Recurrence(Direction.FORWARD, List.of(TANH), 2)), nodes.getLast().op());
    assertEquals(2, nodes.get(2).inputs().size());
    assertEquals("y", nodes.getLast().outputs().get(1));
  }

  @Test
  void batchFirstIsTransposed() {
    List<Node> nodes =
        nodes(14, node("GRU", "x w r _ n h", "y yh").addAttribute(attr("layout", 1)));
    assertEquals(
        List.of(
            "Transpose",
            "Transpose",
            "Flatten",
            "MatMul",
            "Transpose",
            "Transpose",
            "Gru",
            "Transpose",
            "Transpose"),
        titles(nodes));
    assertEquals("n", recurrent(nodes).input(2));
    assertEquals("yh", nodes.getLast().output());
  }

  @Test
  void theResetGateKeepsItsBias() {
    List<Node> nodes =
        nodes(22, node("GRU", "x w r b", "y").addAttribute(attr("linear_before_reset", 1)));
    Node gru = recurrent(nodes);
    assertTrue(((Gru) gru.op()).resetAfter());
    assertEquals(nodes.getFirst().outputs().get(5), gru.input(4));
  }

  @Test
  void functionsTakeTheirParametersInTurn() {
    List<Node> nodes =
        nodes(
            14,
            node("RNN", "x w r", "y")
                .addAttribute(attr("direction", "bidirectional"))
                .addAttribute(list("activations", "Softsign", "HardSigmoid"))
                .addAttribute(list("activation_alpha", 0.25f)));
    assertEquals(
        List.of(
            GateFunction.of(Activation.of(Kind.SOFTSIGN)),
            GateFunction.of(new Activation(Kind.HARD_SIGMOID, 0.25f, 0.5f))),
        assertInstanceOf(Rnn.class, recurrent(nodes).op()).recurrence().functions());
    nodes =
        nodes(
            14,
            node("GRU", "x w r", "y")
                .addAttribute(attr("direction", "reverse"))
                .addAttribute(list("activations", "affine", "SCALEDTANH"))
                .addAttribute(list("activation_alpha", 2f, 3f))
                .addAttribute(list("activation_beta", 4f, 5f)));
    Recurrence recurrence = assertInstanceOf(Gru.class, recurrent(nodes).op()).recurrence();
    assertEquals(Direction.REVERSE, recurrence.direction());
    assertEquals(
        List.of(GateFunction.affine(2, 4), GateFunction.scaledTanh(3, 5)), recurrence.functions());
  }

  @Test
  void badAttributesAreRefused() {
    NodeProto.Builder gru = node("GRU", "x w r", "y");
    refused("'layout': got 2", gru.clone().addAttribute(attr("layout", 2)));
    refused("'direction': got 'up'", gru.clone().addAttribute(attr("direction", "up")));
    refused("'clip': got -1.0", gru.clone().addAttribute(attr("clip", -1f)));
    refused(
        "'activations': got [Tanh], required 2",
        gru.clone().addAttribute(list("activations", "Tanh")));
    refused("got 'Gelu'", gru.clone().addAttribute(list("activations", "Gelu", "Tanh")));
  }

  private static void refused(String part, NodeProto.Builder node) {
    Exception e = assertThrows(ModelFormatException.class, () -> nodes(14, node));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
