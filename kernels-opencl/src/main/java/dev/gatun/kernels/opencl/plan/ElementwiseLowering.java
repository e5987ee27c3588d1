package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;
import java.util.List;

/// Functions of one and of two elements. They read operands as these lie, and write channels last
/// where an operand of the result's shape lies so.
final class ElementwiseLowering implements NodeLowering {
  /// The number of a function that `elementwise.cl` does not have.
  private static final int HOSTED = -1;

  private final Lowering lowering;

  ElementwiseLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    return lowering.shape(node.output()).rank() <= Loops.MAX_AXES
        && switch (node.op()) {
          case Activate ignored -> true;
          case Unary unary -> number(unary.kind()) != HOSTED;
          case Binary binary -> number(binary.kind()) != HOSTED;
          default -> false;
        };
  }

  @Override
  public void lower(Node node) {
    switch (node.op()) {
      case Activate op -> map(node, 0, op.function());
      case Unary op -> map(node, number(op.kind()), Activation.NONE);
      case Binary op -> combine(node, op);
      default -> throw new IllegalStateException("no element function: " + node.op().title());
    }
  }

  private void map(Node node, int kind, Activation f) {
    Strided x = lowering.strided(node.input(0));
    Strided y = lowering.target(node.output(), x.isChannelsFastest());
    Loops loops = new Loops(x, y);
    int vector = lowering.shaping().vector();
    lowering.launch(
        lowering.report(node, "unary"),
        Source.ELEMENTWISE,
        "unary",
        List.of(x.block(), y.block()),
        loops.struct(vector).add(kind).add(f),
        loops.range(vector));
  }

  private void combine(Node node, Binary op) {
    Shape shape = lowering.shape(node.output());
    Strided a = lowering.strided(node.input(0)).broadcast(shape);
    Strided b = lowering.strided(node.input(1)).broadcast(shape);
    Strided y = lowering.target(node.output(), a.isChannelsFastest() || b.isChannelsFastest());
    Loops loops = new Loops(a, b, y);
    int vector = lowering.shaping().vector();
    lowering.launch(
        lowering.report(node, "binary"),
        Source.ELEMENTWISE,
        "binary",
        List.of(a.block(), b.block(), y.block()),
        loops.struct(vector).add(number(op.kind())).add(op.activation()),
        loops.range(vector));
  }

  /// As `elementwise.cl` numbers functions of one element.
  private static int number(Unary.Kind kind) {
    return switch (kind) {
      case ABS -> 1;
      case NEG -> 2;
      case EXP -> 3;
      case LOG -> 4;
      case SQRT -> 5;
      case RECIPROCAL -> 6;
      case FLOOR -> 7;
      case CEIL -> 8;
      case ROUND -> 9;
      case SIGN -> 10;
      case ERF -> 11;
      case SIN -> 12;
      case COS -> 13;
      case TAN -> 14;
      case ASIN -> 15;
      case ACOS -> 16;
      case ATAN -> 17;
      case SINH -> 18;
      case COSH -> 19;
      case ASINH -> 20;
      case ACOSH -> 21;
      case ATANH -> 22;
      case NOT, BITWISE_NOT, IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF -> HOSTED;
    };
  }

  /// As `elementwise.cl` numbers functions of two elements.
  private static int number(Binary.Kind kind) {
    return switch (kind) {
      case ADD -> 0;
      case SUB -> 1;
      case MUL -> 2;
      case DIV -> 3;
      case POW -> 4;
      case MIN -> 5;
      case MAX -> 6;
      case MOD -> 7;
      case FMOD -> 8;
      case PRELU -> 9;
      case AND, OR, XOR, BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT -> HOSTED;
      case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> HOSTED;
    };
  }
}
