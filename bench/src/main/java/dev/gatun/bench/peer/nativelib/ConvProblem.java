package dev.gatun.bench.peer.nativelib;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Conv;
import org.jspecify.annotations.Nullable;

/// A convolution over two spatial axes with its operands, all row-major.
///
/// @param op whose window is resolved: explicit pads, one number per axis everywhere
/// @param x `[N, inC, H, W]`
/// @param w `[outC, inC/groups, kernelH, kernelW]`
/// @param bias `[outC]`
/// @param residual added before the activation, of the result's shape; null where there is none
/// @param y the result's shape
public record ConvProblem(
    Conv op, Tensor x, Tensor w, @Nullable Tensor bias, @Nullable Tensor residual, Shape y) {
  private static final int RANK = 4;

  /// The shapes must be those of two spatial axes.
  public ConvProblem {
    if (x.shape().rank() != RANK || w.shape().rank() != RANK || op.window().rank() != RANK - 2) {
      throw new InvalidInputException(
          "convolution: got %s and %s, required two spatial axes".formatted(x.shape(), w.shape()));
    }
  }

  /// Whether oneDNN is asked for the same here: the activation is one that it fuses.
  ///
  /// @return true for none, ReLU and clips
  public boolean isComparable() {
    return switch (op.activation().kind()) {
      case NONE, RELU, CLIP -> true;
      default -> false;
    };
  }
}
