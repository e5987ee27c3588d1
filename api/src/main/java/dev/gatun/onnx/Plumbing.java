package dev.gatun.onnx;

import static dev.gatun.PowerRounding.DOWN;
import static dev.gatun.PowerRounding.NEAREST;
import static dev.gatun.PowerRounding.UP;
import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.PowerRounding;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.BitCast;
import dev.gatun.op.Cast;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.Identity;
import dev.gatun.op.ShapeOf;
import java.util.Map;

/// Identity, Dropout (as inference sees it) and conversions.
final class Plumbing {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Identity", (node, out) -> out.emit(new Identity(), node.in(0))),
          entry("Dropout", Plumbing::dropout),
          entry("Cast", Plumbing::cast),
          entry("CastLike", Plumbing::castLike),
          entry("BitCast", Plumbing::bitCast));

  private static final Map<String, PowerRounding> ROUNDINGS =
      Map.of("up", UP, "down", DOWN, "nearest", NEAREST);

  private Plumbing() {}

  /// The mask keeps everything; it is BOOL since opset 10 and had x's type before. Since opset 12
  /// an input may ask for training.
  private static void dropout(OnnxNode node, Emitter out) {
    if (node.opset() >= 12 && node.has(2)) {
      Long training = node.integer(2, "training_mode");
      Tensor ratio = node.constant(1);
      boolean keepsAll = ratio != null && ratio.shape().size() == 1 && ratio.getDouble(0) == 0;
      if (!keepsAll && (training == null || training != 0)) {
        throw new UnsupportedException("training mode");
      }
    }
    out.emit(new Identity(), node.in(0));
    if (node.isUsed(1)) {
      DType dtype = node.opset() >= 10 ? DType.BOOL : node.requireDtype(0);
      Tensor one = Tensor.allocate(dtype, Shape.of(1));
      one.setDouble(0, 1);
      out.emitTo(
          1, new ConstantOfShape(one, null), out.step("shape", new ShapeOf(0, null), node.in(0)));
    }
  }

  /// Before opset 6 the type was written as a word.
  private static void cast(OnnxNode node, Emitter out) {
    DType to =
        node.opset() < 6
            ? DataTypes.named(node.attributes().text("to", ""), node.place() + ", attribute 'to'")
            : elementType("to", node);
    out.emit(cast(to, node), node.in(0));
  }

  private static void castLike(OnnxNode node, Emitter out) {
    node.in(1);
    out.emit(cast(node.requireDtype(1), node), node.in(0));
  }

  /// The attributes came with the types that they are for: opset 19 and, for FLOAT8E8M0, 24.
  private static Cast cast(DType to, OnnxNode node) {
    Attributes attributes = node.attributes();
    return new Cast(
        to, attributes.flag("saturate", true), attributes.choice("round_mode", "up", ROUNDINGS));
  }

  /// A BOOL of other bits than 0 and 1 is made one of these.
  private static void bitCast(OnnxNode node, Emitter out) {
    DType to = elementType("to", node);
    if (to == DType.BOOL) {
      out.emit(new Cast(to), out.step("bits", new BitCast(DType.UINT8), node.in(0)));
    } else {
      out.emit(new BitCast(to), node.in(0));
    }
  }

  private static DType elementType(String attribute, OnnxNode node) {
    return DataTypes.of(
        node.attributes().requireInteger(attribute),
        node.place() + ", attribute '" + attribute + "'");
  }
}
