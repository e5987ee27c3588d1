package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.op.Conv;
import dev.gatun.op.Window;
import org.jspecify.annotations.Nullable;

/// What the choice of a convolution's algorithm depends on.
///
/// @param images batch
/// @param inC input channels
/// @param outC output channels
/// @param outH output rows
/// @param outW output columns
/// @param obstacle why no transform can serve, or null where one can
record ConvShape(int images, int inC, int outC, int outH, int outW, @Nullable String obstacle) {

  /// @param conv the operator
  /// @param input shape of its input
  /// @param output shape of its result
  /// @param constantWeights whether the weights are known when the plan is made
  static ConvShape of(Conv conv, Shape input, Shape output, boolean constantWeights) {
    Window window = conv.window();
    Spatial out = Spatial.of(output);
    String obstacle = null;
    if (window.rank() != 2
        || !Spatial.of(window.kernel(), 1).equals(new Spatial(1, 3, 3))
        || Spatial.of(window.strides(), 1).volume() != 1
        || Spatial.of(window.dilations(), 1).volume() != 1) {
      obstacle = "not 3x3 of stride 1 and dilation 1";
    } else if (conv.groups() != 1) {
      obstacle = "grouped";
    } else if (!constantWeights) {
      obstacle = "weights are no constant";
    }
    return new ConvShape(
        input.intDim(0), input.intDim(1), output.intDim(1), out.h(), out.w(), obstacle);
  }

  /// Multiply-adds of a direct 3 × 3 convolution.
  long products() {
    return 9L * images * inC * outC * outH * outW;
  }
}
