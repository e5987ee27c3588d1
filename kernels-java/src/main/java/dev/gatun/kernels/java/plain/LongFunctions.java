package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;

/// Functions of integers and truth values, in wrapping long arithmetic; the store narrows.
final class LongFunctions {
  private LongFunctions() {}

  /// A function of one element.
  static long unary(Unary.Kind f, DType dtype, long x) {
    return switch (f) {
      case ABS -> dtype.isUnsigned() ? x : Math.abs(x);
      case NEG -> -x;
      case SIGN -> dtype.isUnsigned() ? (x == 0 ? 0 : 1) : Long.signum(x);
      case NOT -> x == 0 ? 1 : 0;
      case BITWISE_NOT -> ~x;
      case FLOOR, CEIL, ROUND -> x;
      case IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF -> 0;
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
          (long) DoubleFunctions.unary(f, (double) x);
    };
  }

  /// A function of two elements. Division by 0 gives 0, and so does its remainder: there is no
  /// integer NaN, and a kernel must not fail on a value.
  ///
  /// @param bits width of the first operand's type, for shifts
  static long binary(Binary.Kind f, boolean unsigned, int bits, long a, long b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : unsigned ? Long.divideUnsigned(a, b) : a / b;
      case POW -> power(a, b);
      case MIN -> compare(unsigned, a, b) <= 0 ? a : b;
      case MAX -> compare(unsigned, a, b) >= 0 ? a : b;
      case MOD -> b == 0 ? 0 : unsigned ? Long.remainderUnsigned(a, b) : Math.floorMod(a, b);
      case FMOD -> b == 0 ? 0 : unsigned ? Long.remainderUnsigned(a, b) : a % b;
      case PRELU -> !unsigned && a < 0 ? a * b : a;
      case AND -> a != 0 && b != 0 ? 1 : 0;
      case OR -> a != 0 || b != 0 ? 1 : 0;
      case XOR -> (a != 0) != (b != 0) ? 1 : 0;
      case BITWISE_AND -> a & b;
      case BITWISE_OR -> a | b;
      case BITWISE_XOR -> a ^ b;
      case SHIFT_LEFT -> b < 0 || b >= bits ? 0 : a << b;
      case SHIFT_RIGHT -> b < 0 || b >= bits ? 0 : unsigned ? a >>> b : a >> b;
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> compare(unsigned, a, b) < 0 ? 1 : 0;
      case LESS_OR_EQUAL -> compare(unsigned, a, b) <= 0 ? 1 : 0;
      case GREATER -> compare(unsigned, a, b) > 0 ? 1 : 0;
      case GREATER_OR_EQUAL -> compare(unsigned, a, b) >= 0 ? 1 : 0;
    };
  }

  static int compare(boolean unsigned, long a, long b) {
    return unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }

  /// Binary powers, wrapping; a negative exponent truncates to 0 unless the base is ±1.
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    long square = base;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
