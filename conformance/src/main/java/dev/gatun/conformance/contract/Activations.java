package dev.gatun.conformance.contract;

import dev.gatun.op.Activation;
import org.jspecify.annotations.Nullable;

/// The activations of the problem grammar, and how much error each may add.
final class Activations {
  private Activations() {}

  /// The activation that a word of a problem names.
  ///
  /// @param word the word
  /// @return the activation, or null where the word names none
  static @Nullable Activation named(String word) {
    return switch (word) {
      case "relu" -> Activation.RELU;
      case "clip" -> Activation.clip(-1, 6);
      case "leaky" -> Activation.leakyRelu(0.125f);
      case "silu" -> Activation.SILU;
      case "hard_swish" -> Activation.of(Activation.Kind.HARD_SWISH);
      case "hard_sigmoid" -> new Activation(Activation.Kind.HARD_SIGMOID, 0.25f, 0.5f);
      case "sigmoid" -> Activation.of(Activation.Kind.SIGMOID);
      case "tanh" -> Activation.of(Activation.Kind.TANH);
      case "gelu" -> Activation.of(Activation.Kind.GELU);
      case "mish" -> Activation.of(Activation.Kind.MISH);
      case "elu" -> new Activation(Activation.Kind.ELU, 1, 0);
      default -> null;
    };
  }

  /// Whether float32 evaluates the function without rounding on small integers.
  static boolean isExactOnIntegers(Activation f) {
    return switch (f.kind()) {
      case NONE, RELU, CLIP -> true;
      case LEAKY_RELU -> f.a() == 0.125f;
      default -> false;
    };
  }

  /// Whether the function has an exponential that implementations approximate.
  static boolean isApproximated(Activation f) {
    return switch (f.kind()) {
      case NONE,
          RELU,
          CLIP,
          LEAKY_RELU,
          HARD_SIGMOID,
          HARD_SWISH,
          SOFTSIGN,
          THRESHOLDED_RELU,
          SHRINK ->
          false;
      case ELU, SELU, CELU, SIGMOID, TANH, SOFTPLUS, MISH, GELU, GELU_TANH, SILU -> true;
    };
  }

  /// The most that the function stretches a distance: a bound of its slope.
  static double slope(Activation f) {
    return switch (f.kind()) {
      case NONE, RELU, CLIP, TANH, SOFTPLUS, SOFTSIGN, CELU -> 1;
      case LEAKY_RELU, ELU -> Math.max(1, Math.abs(f.a()));
      case SELU -> Math.abs(f.b()) * Math.max(1, Math.abs(f.a()));
      case SIGMOID -> 0.25;
      case HARD_SIGMOID -> Math.abs(f.a());
      case HARD_SWISH -> 1.5;
      case MISH, SILU, GELU, GELU_TANH -> 1.13;
      case THRESHOLDED_RELU, SHRINK -> throw new IllegalArgumentException(f + " is not continuous");
    };
  }

  /// What evaluating the function itself may add: nothing for comparisons, a few roundings for
  /// arithmetic, 10⁻⁶ of the larger of 1 and the result where an exponential is approximated.
  static double slack(Activation f, double y) {
    double scale = Math.max(1, Math.abs(y));
    return switch (f.kind()) {
      case NONE, RELU, CLIP -> 0;
      default -> (isApproximated(f) ? 1e-6 : 4 * 0x1p-24) * scale;
    };
  }
}
