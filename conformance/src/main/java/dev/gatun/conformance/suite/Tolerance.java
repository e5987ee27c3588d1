package dev.gatun.conformance.suite;

import dev.gatun.DType;
import dev.gatun.Tensor;

/// How far a float may be from the recorded one.
///
/// @param rtol allowed distance as a part of the recorded element
/// @param atol allowed distance besides
/// @param scaled whether `atol` is a part of the recorded tensor's largest element
public record Tolerance(double rtol, double atol, boolean scaled) {
  /// What ONNX's own runner allows.
  public static final Tolerance OPERATORS = new Tolerance(1e-3, 1e-7, false);

  /// For trained models: a small result beside large ones carries the large ones' rounding.
  public static final Tolerance MODELS = new Tolerance(1e-3, 1e-5, true);

  /// The tolerance of a suite.
  ///
  /// @param suite its name
  /// @return [#MODELS] for a suite of that name, else [#OPERATORS]
  public static Tolerance of(String suite) {
    return suite.equals("models") ? MODELS : OPERATORS;
  }

  /// At least one unit in the last place of the type.
  double relative(DType dtype) {
    return switch (dtype) {
      case BFLOAT16 -> Math.max(rtol, 0x1p-7);
      case FLOAT16 -> Math.max(rtol, 0x1p-10);
      default -> rtol;
    };
  }

  double absolute(Tensor recorded) {
    if (!scaled || !recorded.dtype().isFloat()) {
      return atol;
    }
    double largest = 0;
    for (long i = 0; i < recorded.shape().size(); i++) {
      double v = Math.abs(recorded.getDouble(i));
      largest = Double.isFinite(v) ? Math.max(largest, v) : largest;
    }
    return atol * largest;
  }
}
