package dev.gatun.conformance.reference;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Binary;

/// Functions of two elements with broadcasting.
final class BinaryElements {
  private static final long[] NOWHERE = {};

  private BinaryElements() {}

  static void run(Binary op, Operands o) {
    Tensor a = o.in(0);
    Tensor b = o.in(1);
    Tensor y = o.out();
    boolean alike = a.shape().equals(b.shape());
    for (long i = 0; i < y.shape().size(); i++) {
      long[] at = alike ? NOWHERE : Indices.of(y.shape(), i);
      long ia = alike ? i : Indices.broadcast(a.shape(), at);
      long ib = alike ? i : Indices.broadcast(b.shape(), at);
      if (op.kind().isComparison()) {
        y.setLong(i, compare(op.kind(), a, ia, b, ib) ? 1 : 0);
      } else if (a.dtype().isFloat()) {
        y.setDouble(
            i,
            Activations.apply(op.activation(), apply(op.kind(), a.getDouble(ia), b.getDouble(ib))));
      } else if (op.kind() == Binary.Kind.POW && b.dtype().isFloat()) {
        y.setDouble(i, Math.pow(a.getDouble(ia), b.getDouble(ib)));
      } else {
        y.setLong(i, apply(op.kind(), a.getLong(ia), b.getLong(ib), a.dtype()));
      }
    }
  }

  private static boolean compare(Binary.Kind kind, Tensor a, long ia, Tensor b, long ib) {
    if (a.dtype().isFloat() && (Double.isNaN(a.getDouble(ia)) || Double.isNaN(b.getDouble(ib)))) {
      return false;
    }
    int order = Indices.compare(a, ia, b, ib);
    return switch (kind) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      default -> throw new IllegalArgumentException(kind + " is no comparison");
    };
  }

  private static double apply(Binary.Kind kind, double a, double b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> Math.pow(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case MOD -> {
        double r = a % b; // exact; a − b·⌊a/b⌋ would round twice
        yield r != 0 && (r < 0) != (b < 0) ? r + b : r;
      }
      case FMOD -> a % b;
      case PRELU -> a < 0 ? a * b : a;
      default -> throw new IllegalArgumentException(kind + " is not defined for floats");
    };
  }

  /// Integers and BOOL; 64-bit arithmetic wraps as every narrower width does. A division by 0,
  /// undefined in ONNX, gives 0.
  private static long apply(Binary.Kind kind, long a, long b, DType type) {
    boolean unsigned = type == DType.UINT64;
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : unsigned ? Long.divideUnsigned(a, b) : a / b;
      case POW -> power(a, b);
      case MIN -> (unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b)) < 0 ? a : b;
      case MAX -> (unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b)) > 0 ? a : b;
      case MOD -> b == 0 ? 0 : unsigned ? Long.remainderUnsigned(a, b) : Math.floorMod(a, b);
      case FMOD -> b == 0 ? 0 : unsigned ? Long.remainderUnsigned(a, b) : a % b;
      case PRELU -> !type.isUnsigned() && a < 0 ? a * b : a;
      case AND, BITWISE_AND -> a & b;
      case OR, BITWISE_OR -> a | b;
      case XOR, BITWISE_XOR -> a ^ b;
      case SHIFT_LEFT -> b >= 0 && b < 64 ? a << b : 0;
      case SHIFT_RIGHT -> b >= 0 && b < 64 ? a >>> b : 0;
      case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          throw new IllegalArgumentException(kind + " is a comparison");
    };
  }

  /// aᵇ by squaring, modulo 2⁶⁴; negative exponents truncate to 0 unless |a| is 1.
  private static long power(long a, long b) {
    if (b < 0) {
      return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    for (long base = a; b > 0; b >>= 1, base *= base) {
      if ((b & 1) == 1) {
        result *= base;
      }
    }
    return result;
  }

  static void where(Operands o) {
    Tensor condition = o.in(0);
    Tensor a = o.in(1);
    Tensor b = o.in(2);
    Tensor y = o.out();
    for (long i = 0; i < y.shape().size(); i++) {
      long[] at = Indices.of(y.shape(), i);
      Tensor chosen = condition.getLong(Indices.broadcast(condition.shape(), at)) != 0 ? a : b;
      Indices.copy(chosen, Indices.broadcast(chosen.shape(), at), y, i);
    }
  }
}
