package dev.gatun.op;

/// A float function of one element, alone or fused behind another operator. `a` and `b` are its
/// parameters.
///
/// @param kind which function
/// @param a first parameter, 0 where the kind has none
/// @param b second parameter, 0 where the kind has none
public record Activation(Kind kind, float a, float b) {

  /// The functions, x being the element. NaN in, NaN out.
  public enum Kind {
    /// x
    NONE,
    /// max(x, 0)
    RELU,
    /// min(max(x, a), b)
    CLIP,
    /// x < 0 ? a·x : x
    LEAKY_RELU,
    /// x < 0 ? a·(eˣ − 1) : x
    ELU,
    /// x > 0 ? b·x : b·a·(eˣ − 1)
    SELU,
    /// max(0, x) + min(0, a·(e^(x/a) − 1))
    CELU,
    /// 1 / (1 + e⁻ˣ)
    SIGMOID,
    /// tanh x
    TANH,
    /// max(0, min(1, a·x + b))
    HARD_SIGMOID,
    /// x · max(0, min(1, x/6 + ½))
    HARD_SWISH,
    /// ln(1 + eˣ)
    SOFTPLUS,
    /// x / (1 + |x|)
    SOFTSIGN,
    /// x · tanh(ln(1 + eˣ))
    MISH,
    /// ½·x·(1 + erf(x/√2))
    GELU,
    /// ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))
    GELU_TANH,
    /// x · sigmoid(a·x)
    SILU,
    /// x > a ? x : 0
    THRESHOLDED_RELU,
    /// x < −a ? x + b : x > a ? x − b : 0
    SHRINK
  }

  /// The identity.
  public static final Activation NONE = new Activation(Kind.NONE, 0, 0);

  /// max(x, 0).
  public static final Activation RELU = new Activation(Kind.RELU, 0, 0);

  /// x · sigmoid(x).
  public static final Activation SILU = new Activation(Kind.SILU, 1, 0);

  /// min(max(x, low), high).
  ///
  /// @param low lower bound, may be −∞
  /// @param high upper bound, may be +∞
  /// @return the activation
  public static Activation clip(float low, float high) {
    return new Activation(Kind.CLIP, low, high);
  }

  /// x < 0 ? slope·x : x.
  ///
  /// @param slope factor for negative elements
  /// @return the activation
  public static Activation leakyRelu(float slope) {
    return new Activation(Kind.LEAKY_RELU, slope, 0);
  }

  /// A function without parameters.
  ///
  /// @param kind which
  /// @return the activation
  public static Activation of(Kind kind) {
    return new Activation(kind, 0, 0);
  }

  /// {@return whether this is the identity}
  public boolean isNone() {
    return kind == Kind.NONE;
  }
}
