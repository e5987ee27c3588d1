package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.Ints;
import dev.gatun.op.Reshape;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import dev.gatun.op.Where;
import java.util.Map;

/// Functions of one, two or three elements. Before opset 7 a second operand was broadcast only on
/// request, from an `axis` of the first; from then on as in NumPy.
final class Elementwise {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          // arithmetic
          binary("Add", Binary.Kind.ADD),
          binary("Sub", Binary.Kind.SUB),
          binary("Mul", Binary.Kind.MUL),
          binary("Div", Binary.Kind.DIV),
          binary("Pow", Binary.Kind.POW),
          entry("PRelu", Elementwise::prelu),
          entry("Mod", Elementwise::mod),
          // comparisons
          binary("Equal", Binary.Kind.EQUAL),
          binary("Less", Binary.Kind.LESS),
          binary("LessOrEqual", Binary.Kind.LESS_OR_EQUAL),
          binary("Greater", Binary.Kind.GREATER),
          binary("GreaterOrEqual", Binary.Kind.GREATER_OR_EQUAL),
          // logic and bits
          binary("And", Binary.Kind.AND),
          binary("Or", Binary.Kind.OR),
          binary("Xor", Binary.Kind.XOR),
          binary("BitwiseAnd", Binary.Kind.BITWISE_AND),
          binary("BitwiseOr", Binary.Kind.BITWISE_OR),
          binary("BitwiseXor", Binary.Kind.BITWISE_XOR),
          entry("BitShift", Elementwise::bitShift),
          // one element
          unary("Abs", Unary.Kind.ABS),
          unary("Neg", Unary.Kind.NEG),
          unary("Exp", Unary.Kind.EXP),
          unary("Log", Unary.Kind.LOG),
          unary("Sqrt", Unary.Kind.SQRT),
          unary("Reciprocal", Unary.Kind.RECIPROCAL),
          unary("Floor", Unary.Kind.FLOOR),
          unary("Ceil", Unary.Kind.CEIL),
          unary("Round", Unary.Kind.ROUND),
          unary("Sign", Unary.Kind.SIGN),
          unary("Erf", Unary.Kind.ERF),
          unary("Sin", Unary.Kind.SIN),
          unary("Cos", Unary.Kind.COS),
          unary("Tan", Unary.Kind.TAN),
          unary("Asin", Unary.Kind.ASIN),
          unary("Acos", Unary.Kind.ACOS),
          unary("Atan", Unary.Kind.ATAN),
          unary("Sinh", Unary.Kind.SINH),
          unary("Cosh", Unary.Kind.COSH),
          unary("Asinh", Unary.Kind.ASINH),
          unary("Acosh", Unary.Kind.ACOSH),
          unary("Atanh", Unary.Kind.ATANH),
          unary("Not", Unary.Kind.NOT),
          unary("BitwiseNot", Unary.Kind.BITWISE_NOT),
          unary("IsNaN", Unary.Kind.IS_NAN),
          entry("IsInf", Elementwise::isInf),
          // three elements
          entry("Where", (node, out) -> out.emit(new Where(), node.in(0), node.in(1), node.in(2))));

  private Elementwise() {}

  private static Map.Entry<String, Lowering> unary(String name, Unary.Kind kind) {
    return entry(name, (node, out) -> out.emit(new Unary(kind), node.in(0)));
  }

  private static Map.Entry<String, Lowering> binary(String name, Binary.Kind kind) {
    return entry(name, (node, out) -> emit(kind, node, out));
  }

  private static void emit(Binary.Kind kind, OnnxNode node, Emitter out) {
    boolean aligned =
        node.opset() < 7
            && node.attributes().flag("broadcast", false)
            && node.attributes().has("axis");
    String b =
        aligned ? alignedTo(node.attributes().smallInteger("axis", 0), node, out) : node.in(1);
    out.emit(Binary.of(kind), node.in(0), b);
  }

  /// The second operand with axes of extent 1 behind its own, so that its first axis meets axis
  /// `axis` of the first operand under NumPy's rules.
  private static String alignedTo(int axis, OnnxNode node, Emitter out) {
    int rankB = node.rank(1);
    int rankA = node.rank(0);
    if (rankB < 0) {
      throw new UnsupportedException(
          "the rank of its input '" + Names.shown(node.in(1)) + "' is not known");
    }
    if (rankA >= 0) {
      int behind = rankA - (axis < 0 ? axis + rankA : axis) - rankB;
      if (behind < 0) {
        throw node.wrong(
            "got axis "
                + axis
                + " for operands of rank "
                + rankA
                + " and "
                + rankB
                + ", required an axis from which the second fits into the first");
      }
      return behind == 0
          ? node.in(1)
          : out.step("aligned", new Unsqueeze(Ints.range(rankB, rankB + behind)), node.in(1));
    }
    if (axis < 0 && axis + rankB >= 0) {
      return node.in(1); // the second operand reaches to the last axis
    }
    String rest = out.step("rest", new ShapeOf(axis + rankB, null), node.in(0));
    String count = out.step("count", new ShapeOf(0, null), rest);
    String ones = out.step("ones", new ConstantOfShape(Tensor.of(new long[] {1}, 1), null), count);
    String own = out.step("own", new ShapeOf(0, null), node.in(1));
    String shape = out.step("shape", new Concat(0), own, ones);
    return out.step("aligned", new Reshape(null, false), node.in(1), shape);
  }

  /// Before opset 7 a slope of shape `[C]` belonged to the channels.
  private static void prelu(OnnxNode node, Emitter out) {
    Tensor slope = node.constant(1);
    boolean single = slope != null && slope.shape().size() == 1;
    boolean perChannel = node.opset() < 7 && node.rank(1) == 1 && !single;
    out.emit(
        Binary.of(Binary.Kind.PRELU),
        node.in(0),
        perChannel ? alignedTo(1, node, out) : node.in(1));
  }

  private static void mod(OnnxNode node, Emitter out) {
    boolean fmod = node.attributes().flag("fmod", false);
    DType dtype = node.dtype(0);
    if (!fmod && dtype != null && dtype.isFloat()) {
      throw node.attributes().wrong("fmod", "got 0 for " + dtype + ", required 1 for floats");
    }
    out.emit(Binary.of(fmod ? Binary.Kind.FMOD : Binary.Kind.MOD), node.in(0), node.in(1));
  }

  private static void bitShift(OnnxNode node, Emitter out) {
    Binary.Kind kind =
        node.attributes()
            .choice(
                "direction",
                "",
                Map.of("LEFT", Binary.Kind.SHIFT_LEFT, "RIGHT", Binary.Kind.SHIFT_RIGHT));
    out.emit(Binary.of(kind), node.in(0), node.in(1));
  }

  private static void isInf(OnnxNode node, Emitter out) {
    boolean positive = node.attributes().flag("detect_positive", true);
    boolean negative = node.attributes().flag("detect_negative", true);
    if (positive || negative) {
      Unary.Kind kind =
          positive && negative
              ? Unary.Kind.IS_INF
              : positive ? Unary.Kind.IS_POSITIVE_INF : Unary.Kind.IS_NEGATIVE_INF;
      out.emit(new Unary(kind), node.in(0));
    } else { // x < x is false everywhere, NaN included
      out.emit(Binary.of(Binary.Kind.LESS), node.in(0), node.in(0));
    }
  }
}
