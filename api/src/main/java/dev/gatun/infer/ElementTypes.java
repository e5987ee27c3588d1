package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Broadcast;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Binary;
import dev.gatun.op.BitCast;
import dev.gatun.op.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of elementwise operators.
final class ElementTypes {
  private ElementTypes() {}

  static @Nullable TensorType activate(Operands in) {
    in.requireFloat(0);
    return in.type(0);
  }

  static @Nullable TensorType unary(Unary op, Operands in) {
    TensorType x = in.type(0);
    return x == null ? null : new TensorType(unary(op, x.dtype()), x.dims());
  }

  private static DType unary(Unary op, DType x) {
    return switch (op.kind()) {
      case NOT -> require(x, x == DType.BOOL, "BOOL", x);
      case BITWISE_NOT -> require(x, x.isInteger(), "an integer type", x);
      case IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF ->
          require(x, x.isFloat(), "a floating-point type", DType.BOOL);
      case ABS, NEG, SIGN, FLOOR, CEIL, ROUND -> require(x, x != DType.BOOL, "a numeric type", x);
      case EXP,
          LOG,
          SQRT,
          RECIPROCAL,
          ERF,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          ASINH,
          ACOSH,
          ATANH ->
          require(x, x != DType.BOOL, "a numeric type", x);
    };
  }

  private static DType require(DType got, boolean fits, String required, DType result) {
    if (!fits) {
      throw new InvalidInputException("got an operand of " + got + ", required " + required);
    }
    return result;
  }

  static @Nullable TensorType binary(Binary op, Operands in) {
    TensorType a = in.type(0);
    TensorType b = in.type(1);
    if (op.kind() != Binary.Kind.POW) {
      in.requireSameDType(0, 2);
    }
    TensorType known = op.kind() == Binary.Kind.POW || a != null ? a : b;
    if (known == null) {
      return op.kind().isComparison() ? new TensorType(DType.BOOL, null) : null;
    }
    DType dtype = binary(op, known.dtype());
    return new TensorType(dtype, a == null || b == null ? null : broadcast(a.dims(), b.dims()));
  }

  private static DType binary(Binary op, DType x) {
    if (!op.activation().isNone()) {
      require(x, x.isFloat(), "a floating-point type in front of an activation", x);
    }
    return switch (op.kind()) {
      case EQUAL -> DType.BOOL;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          require(x, x != DType.BOOL, "a numeric type", DType.BOOL);
      case AND, OR, XOR -> require(x, x == DType.BOOL, "BOOL", x);
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
          require(x, x.isInteger(), "an integer type", x);
      case ADD, SUB, MUL, DIV, POW, MIN, MAX, MOD, FMOD, PRELU ->
          require(x, x != DType.BOOL, "a numeric type", x);
    };
  }

  static TensorType bitCast(BitCast op, Operands in) {
    TensorType x = in.type(0);
    if (x != null && x.dtype().bits() != op.to().bits()) {
      throw new InvalidInputException(
          "got an operand of " + x.dtype() + ", required one of " + op.to().bits() + " bits");
    }
    return in.typed(op.to(), dims -> dims);
  }

  static @Nullable TensorType where(Operands in) {
    in.requireBool(0);
    TensorType a = in.type(1);
    TensorType b = in.type(2);
    if (a != null && b != null && a.dtype() != b.dtype()) {
      throw new InvalidInputException(
          "got operands of " + a.dtype() + " and " + b.dtype() + ", required one element type");
    }
    TensorType known = a != null ? a : b;
    if (known == null) {
      return null;
    }
    List<Dim> dims = a == null || b == null ? null : broadcast(a.dims(), b.dims());
    return new TensorType(known.dtype(), broadcast(in.dims(0), dims));
  }

  private static @Nullable List<Dim> broadcast(@Nullable List<Dim> a, @Nullable List<Dim> b) {
    return a == null || b == null ? null : Broadcast.dims(a, b);
  }
}
