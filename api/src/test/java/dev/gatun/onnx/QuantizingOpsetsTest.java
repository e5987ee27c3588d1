package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.attr;
import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.node;
import static dev.gatun.onnx.Onnx.only;
import static dev.gatun.onnx.Onnx.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.PowerRounding;
import dev.gatun.graph.Node;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.op.BitCast;
import dev.gatun.op.Cast;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.DynamicQuantizeLinear;
import dev.gatun.op.QuantizeLinear;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What QuantizeLinear, DequantizeLinear and the casts to narrow types say in each opset that
/// changed them.
class QuantizingOpsetsTest {
  private static final int UINT8 = 2;
  private static final int INT8 = 3;
  private static final int FLOAT16 = 10;
  private static final int E4M3FN = 17;
  private static final int INT4 = 22;
  private static final int E8M0 = 24;

  private static QuantizeLinear quantize(DType to, int axis, int blockSize) {
    return new QuantizeLinear(to, axis, blockSize, DType.FLOAT32, true);
  }

  private static Node read(int opset, NodeProto.Builder node, TensorProto.Builder... constants) {
    GraphProto.Builder graph = graph("x", "s").addNode(node);
    for (TensorProto.Builder constant : constants) {
      graph.addInitializer(constant);
    }
    return only(opset, graph);
  }

  private static TensorProto.Builder zero(int type) {
    return tensor("z", type).addInt32Data(0);
  }

  private static void refused(String part, int opset, NodeProto.Builder node) {
    var e = assertThrows(ModelFormatException.class, () -> read(opset, node, zero(INT8)));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void theZeroPointSaysTheType() {
    Node plain = read(10, node("QuantizeLinear", "x s", "y"));
    assertEquals(quantize(DType.UINT8, 1, 0), plain.op());
    assertEquals(List.of("x", "s"), plain.inputs());
    Node signed = read(10, node("QuantizeLinear", "x s z", "y"), zero(INT8));
    assertEquals(quantize(DType.INT8, 1, 0), signed.op());
    assertEquals(List.of("x", "s", "z"), signed.inputs());
  }

  @Test
  void theAxisCameWithOpset13() {
    Node q = read(13, node("QuantizeLinear", "x s", "y").addAttribute(attr("axis", -1)));
    assertEquals(quantize(DType.UINT8, -1, 0), q.op());
    Node d =
        read(13, node("DequantizeLinear", "z s", "y").addAttribute(attr("axis", 0)), zero(INT8));
    assertEquals(new DequantizeLinear(DType.FLOAT32, 0, 0), d.op());
  }

  @Test
  void floatTargetsAndTypesOfScalesCameWithOpset19() {
    Node q =
        read(
            19,
            node("QuantizeLinear", "x s z", "y").addAttribute(attr("saturate", 0)),
            zero(E4M3FN));
    assertEquals(new QuantizeLinear(DType.FLOAT8E4M3FN, 1, 0, DType.FLOAT32, false), q.op());
    Node half =
        read(19, node("QuantizeLinear", "x h", "y"), tensor("h", FLOAT16).addInt32Data(0x3c00));
    assertEquals(new QuantizeLinear(DType.UINT8, 1, 0, DType.FLOAT16, true), half.op());
    Node back =
        read(
            19,
            node("DequantizeLinear", "z h", "y"),
            zero(UINT8),
            tensor("h", FLOAT16).addInt32Data(0x3c00));
    assertEquals(new DequantizeLinear(DType.FLOAT16, 1, 0), back.op());
  }

  @Test
  void blocksAndOutputTypesCameWithOpset21() {
    Node q =
        read(
            21,
            node("QuantizeLinear", "x s", "y")
                .addAttribute(attr("output_dtype", INT4))
                .addAttribute(attr("block_size", 32)));
    assertEquals(quantize(DType.INT4, 1, 32), q.op());
    NodeProto.Builder unlike =
        node("QuantizeLinear", "x s z", "y").addAttribute(attr("output_dtype", INT4));
    refused("got INT4, required INT8 as the zero point has", 21, unlike);
    NodeProto.Builder negative =
        node("QuantizeLinear", "x s", "y").addAttribute(attr("block_size", -1));
    refused("'block_size': got -1", 21, negative);
  }

  @Test
  void precisionsCameWithOpset23() {
    Node q = read(23, node("QuantizeLinear", "x s", "y").addAttribute(attr("precision", FLOAT16)));
    assertEquals(new QuantizeLinear(DType.UINT8, 1, 0, DType.FLOAT16, true), q.op());
    NodeProto.Builder integer =
        node("QuantizeLinear", "x s", "y").addAttribute(attr("precision", INT8));
    refused("got INT8, required a float type", 23, integer);
    TensorProto.Builder powers = tensor("p", E8M0).addInt32Data(127);
    Node d =
        read(
            23,
            node("DequantizeLinear", "z p", "y").addAttribute(attr("output_dtype", FLOAT16)),
            zero(INT8),
            powers);
    assertEquals(new DequantizeLinear(DType.FLOAT16, 1, 0), d.op());
    var e =
        assertThrows(
            ModelFormatException.class,
            () -> read(23, node("DequantizeLinear", "z p", "y"), zero(INT8), powers));
    assertTrue(e.getMessage().contains("got FLOAT8E8M0, required a float type"), e.getMessage());
  }

  @Test
  void allOutputsOfDynamicQuantizeLinear() {
    Node q = read(11, node("DynamicQuantizeLinear", "x", "y yscale yzero"));
    assertEquals(new DynamicQuantizeLinear(), q.op());
    assertEquals(List.of("y", "yscale", "yzero"), q.outputs());
  }

  @Test
  void castsSaturateSinceOpset19AndRoundSince24() {
    Node open =
        read(
            19,
            node("Cast", "x", "y")
                .addAttribute(attr("to", E4M3FN))
                .addAttribute(attr("saturate", 0)));
    assertEquals(new Cast(DType.FLOAT8E4M3FN, false, PowerRounding.UP), open.op());
    Node nearest =
        read(
            24,
            node("Cast", "x", "y")
                .addAttribute(attr("to", E8M0))
                .addAttribute(attr("round_mode", "nearest")));
    assertEquals(new Cast(DType.FLOAT8E8M0, true, PowerRounding.NEAREST), nearest.op());
  }

  @Test
  void bitsAreTakenForAnotherType() {
    Node bits = read(26, node("BitCast", "x", "y").addAttribute(attr("to", Onnx.INT32)));
    assertEquals(new BitCast(DType.INT32), bits.op());
  }
}
