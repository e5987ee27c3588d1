package dev.gatun.op;

/// A function of one element, of any type that the function makes sense for. Input: x. Output: the
/// same shape and type, but BOOL for the tests (NOT takes and gives BOOL).
///
/// @param kind which function
public record Unary(Kind kind) implements Op {
  /// The functions; ROUND rounds half to even.
  public enum Kind {
    ABS,
    NEG,
    EXP,
    LOG,
    SQRT,
    RECIPROCAL,
    FLOOR,
    CEIL,
    ROUND,
    SIGN,
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
    ATANH,
    NOT,
    BITWISE_NOT,
    IS_NAN,
    IS_INF,
    IS_POSITIVE_INF,
    IS_NEGATIVE_INF
  }

  @Override
  public String title() {
    return kind.name();
  }
}
