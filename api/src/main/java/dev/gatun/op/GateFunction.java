package dev.gatun.op;

/// A function of a recurrent cell: outer·f(inner·x) + shift.
///
/// @param function f
/// @param inner factor of the argument
/// @param outer factor of the result
/// @param shift added last
public record GateFunction(Activation function, float inner, float outer, float shift) {
  /// A function as it is.
  ///
  /// @param function f
  /// @return f(x)
  public static GateFunction of(Activation function) {
    return new GateFunction(function, 1, 1, 0);
  }

  /// A straight line.
  ///
  /// @param alpha slope
  /// @param beta value at 0
  /// @return alpha·x + beta
  public static GateFunction affine(float alpha, float beta) {
    return new GateFunction(Activation.NONE, 1, alpha, beta);
  }

  /// A scaled hyperbolic tangent.
  ///
  /// @param alpha factor of the result
  /// @param beta factor of the argument
  /// @return alpha·tanh(beta·x)
  public static GateFunction scaledTanh(float alpha, float beta) {
    return new GateFunction(Activation.of(Activation.Kind.TANH), beta, alpha, 0);
  }
}
