package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.DynamicQuantizeLinear;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.Op;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.QuantizeLinear;
import java.util.Map;
import java.util.stream.IntStream;

/// The quantised family. A scale per axis came with opset 13, 8-bit floats with 19, blocks and
/// narrow integers with 21; files of an older opset cannot say what came later, so one reading
/// serves all.
final class Quantizing {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("QuantizeLinear", Quantizing::quantize),
          entry("DequantizeLinear", Quantizing::dequantize),
          entry(
              "DynamicQuantizeLinear",
              (node, out) -> out.emitAll(new DynamicQuantizeLinear(), node.in(0))),
          entry("ConvInteger", Quantizing::convInteger),
          entry("MatMulInteger", (node, out) -> emit(new MatMulInteger(), 2, 4, node, out)),
          entry("QLinearConv", Quantizing::qLinearConv),
          entry("QLinearMatMul", (node, out) -> emit(new QLinearMatMul(), 8, 8, node, out)));

  private Quantizing() {}

  /// The zero point says what type is wanted; since opset 21 `output_dtype` may, too.
  private static void quantize(OnnxNode node, Emitter out) {
    DType named = type("output_dtype", DType.UINT8, node);
    DType to = node.has(2) ? node.requireDtype(2) : named;
    if (node.attributes().integer("output_dtype", 0) != 0 && named != to) {
      throw node.attributes()
          .wrong("output_dtype", "got " + named + ", required " + to + " as the zero point has");
    }
    DType scale = node.requireDtype(1);
    boolean divides = scale.isFloat() && !scale.isStorageOnly();
    DType precision = type("precision", divides ? scale : DType.FLOAT32, node);
    if (!precision.isFloat() || precision.isStorageOnly()) {
      throw node.attributes()
          .wrong("precision", "got " + precision + ", required a float type of 16 bits up");
    }
    boolean saturate = node.attributes().flag("saturate", true);
    emit(new QuantizeLinear(to, axis(node), blockSize(node), precision, saturate), 2, 3, node, out);
  }

  private static void dequantize(OnnxNode node, Emitter out) {
    DType to = type("output_dtype", node.requireDtype(1), node);
    if (!to.isFloat() || to.isStorageOnly()) {
      throw node.attributes()
          .wrong("output_dtype", "got " + to + ", required a float type of 16 bits up");
    }
    emit(new DequantizeLinear(to, axis(node), blockSize(node)), 2, 3, node, out);
  }

  private static int axis(OnnxNode node) {
    return node.attributes().smallInteger("axis", 1);
  }

  private static int blockSize(OnnxNode node) {
    int size = node.attributes().smallInteger("block_size", 0);
    if (size < 0) {
      throw node.attributes().wrong("block_size", "got " + size + ", required 0 or more");
    }
    return size;
  }

  /// An element type that an attribute names by its number; 0 stands for none.
  private static DType type(String attribute, DType otherwise, OnnxNode node) {
    int code = node.attributes().smallInteger(attribute, 0);
    return code == 0
        ? otherwise
        : DataTypes.of(code, node.place() + ", attribute '" + attribute + "'");
  }

  private static void convInteger(OnnxNode node, Emitter out) {
    Convolutions.requireGroups(1, node);
    emit(new ConvInteger(Convolutions.window(1, node), Convolutions.groups(node)), 2, 4, node, out);
  }

  private static void qLinearConv(OnnxNode node, Emitter out) {
    Convolutions.requireGroups(3, node);
    emit(new QLinearConv(Convolutions.window(3, node), Convolutions.groups(node)), 8, 9, node, out);
  }

  /// Hands inputs on as they are.
  private static void emit(Op op, int required, int most, OnnxNode node, Emitter out) {
    out.emit(
        op,
        IntStream.range(0, most)
            .mapToObj(i -> i < required ? node.in(i) : node.optional(i))
            .toArray(String[]::new));
  }
}
