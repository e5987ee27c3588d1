package dev.gatun.op;

/// A function of two elements with NumPy broadcasting. Inputs: a, b of one type. Output: the
/// broadcast shape; BOOL for comparisons.
///
/// @param kind which function
/// @param activation applied last; float types only
public record Binary(Kind kind, Activation activation) implements Op {
  /// The functions. MOD takes the divisor's sign (integers), FMOD the dividend's. PRELU: a < 0 ?
  /// a·b : a. POW takes an exponent of any numeric type; the result has the base's type. Integer
  /// DIV truncates.
  public enum Kind {
    ADD,
    SUB,
    MUL,
    DIV,
    POW,
    MIN,
    MAX,
    MOD,
    FMOD,
    PRELU,
    AND,
    OR,
    XOR,
    BITWISE_AND,
    BITWISE_OR,
    BITWISE_XOR,
    SHIFT_LEFT,
    SHIFT_RIGHT,
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /// {@return whether the result is BOOL whatever the operands are}
    public boolean isComparison() {
      return switch (this) {
        case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
        default -> false;
      };
    }
  }

  /// {@return the operator without activation}
  ///
  /// @param kind which function
  public static Binary of(Kind kind) {
    return new Binary(kind, Activation.NONE);
  }

  @Override
  public String title() {
    return kind.name();
  }
}
