package dev.gatun.conformance.foreign;

import dev.gatun.DType;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.graph.Node;
import dev.gatun.onnx.DataTypes;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.Op;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.QuantizeLinear;
import java.util.List;

/** Normalisations and 8-bit integers as ONNX nodes. */
final class OnnxScales {
  private final GraphFile file;
  private final Node node;

  OnnxScales(GraphFile file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** Whether {@link #write} has a node for an operator. */
  static boolean knows(Op op) {
    return switch (op) {
      case BatchNorm _, InstanceNorm _, GroupNorm _, LayerNorm _, Lrn _, LpNorm _ -> true;
      case MatMulInteger _, ConvInteger _, QLinearMatMul _, QLinearConv _ -> true;
      case QuantizeLinear q ->
          q.blockSize() == 0 && (q.to() == DType.UINT8 || q.to() == DType.INT8);
      case DequantizeLinear d -> d.blockSize() == 0 && d.to() == DType.FLOAT32;
      default -> false;
    };
  }

  void write() {
    Attributes none = Attributes.none();
    switch (node.op()) {
      case BatchNorm b -> plain("BatchNormalization", none.with("epsilon", b.epsilon()));
      case InstanceNorm n -> plain("InstanceNormalization", none.with("epsilon", n.epsilon()));
      case GroupNorm n -> groups(n);
      case LayerNorm n ->
          plain("LayerNormalization", none.with("axis", n.axis()).with("epsilon", n.epsilon()));
      case Lrn n ->
          plain(
              "LRN",
              none.with("size", n.size())
                  .with("alpha", n.alpha())
                  .with("beta", n.beta())
                  .with("bias", n.bias()));
      case LpNorm n -> plain("LpNormalization", none.with("axis", n.axis()).with("p", n.p()));
      case MatMulInteger _ -> plain("MatMulInteger", none);
      case QLinearMatMul _ -> plain("QLinearMatMul", none);
      case ConvInteger c ->
          plain("ConvInteger", OnnxNodes.window(c.window()).with("group", c.groups()));
      case QLinearConv c ->
          plain("QLinearConv", OnnxNodes.window(c.window()).with("group", c.groups()));
      case QuantizeLinear q ->
          plain(
              "QuantizeLinear",
              none.with("axis", q.axis()).with("output_dtype", DataTypes.code(q.to())));
      case DequantizeLinear d -> plain("DequantizeLinear", none.with("axis", d.axis()));
      default -> throw new IllegalStateException("asked for before it was compiled");
    }
  }

  private void plain(String type, Attributes attributes) {
    file.node(type, node.inputs(), node.output(), attributes);
  }

  /** ONNX wants a scale and a shift for each channel; Gatun takes one for each group, too. */
  private void groups(GroupNorm n) {
    long channels = file.shape(node.input(0)).dim(1);
    List<String> reads = List.of(node.input(0), byChannel(1, channels), byChannel(2, channels));
    file.node(
        "GroupNormalization",
        reads,
        node.output(),
        Attributes.none().with("num_groups", n.groups()).with("epsilon", n.epsilon()));
  }

  private String byChannel(int place, long channels) {
    String parameter = node.input(place);
    long count = file.shape(parameter).size();
    if (count == channels) {
      return parameter;
    }
    String column = file.fresh();
    file.node(
        "Reshape", List.of(parameter, file.constant(Ints.of(count, 1))), column, Attributes.none());
    String wide = file.fresh();
    file.node(
        "Expand",
        List.of(column, file.constant(Ints.of(count, channels / count))),
        wide,
        Attributes.none());
    String each = file.fresh();
    file.node("Reshape", List.of(wide, file.constant(Ints.of(channels))), each, Attributes.none());
    return each;
  }
}
