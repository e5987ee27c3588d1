package dev.gatun.infer;

import dev.gatun.graph.Dim;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resolves windows: the kernel from the weights, defaults, and automatic pads once the input's
/// extents are known.
final class WindowBinding {
  private WindowBinding() {}

  static Conv conv(Conv op, Operands in) {
    return op.withWindow(window(op.window(), in.dims(0), in.dims(1)));
  }

  /// A convolution's window, resolved as far as is known.
  ///
  /// @param x extents of the input
  /// @param w extents of the weights
  static Window window(Window window, @Nullable List<Dim> x, @Nullable List<Dim> w) {
    Ints kernel = kernel(window, w);
    return kernel == null ? window : window.resolve(kernel, spatial(x));
  }

  static Pool pool(Pool op, Operands in) {
    Window window = op.window();
    return window.kernel().isEmpty()
        ? op
        : op.withWindow(window.resolve(window.kernel(), spatial(in.dims(0))));
  }

  static ConvTranspose convTranspose(ConvTranspose op, Operands in) {
    Ints kernel = kernel(op.window(), in.dims(1));
    if (kernel == null) {
      return op;
    }
    long[] extents = spatial(in.dims(0));
    if (extents != null) {
      return op.resolve(kernel, extents);
    }
    boolean extentsDecide =
        op.window().autoPad() == AutoPad.SAME_UPPER || op.window().autoPad() == AutoPad.SAME_LOWER;
    if (extentsDecide || !op.outputExtents().isEmpty()) {
      return op;
    }
    Ints extra = op.outputPadding().isEmpty() ? Ints.repeat(kernel.size(), 0) : op.outputPadding();
    return new ConvTranspose(
        op.window().resolve(kernel, null), extra, Ints.EMPTY, op.groups(), op.activation());
  }

  /// Kernel extents from the weights, or the window's own where the weights are not known.
  private static @Nullable Ints kernel(Window window, @Nullable List<Dim> weights) {
    if (weights == null || weights.size() < 3) {
      return window.kernel().isEmpty() ? null : window.kernel();
    }
    long[] extents = Dims.known(weights.subList(2, weights.size()));
    if (extents != null) {
      return Ints.of(extents);
    }
    return window.kernel().isEmpty() ? null : window.kernel();
  }

  private static long @Nullable [] spatial(@Nullable List<Dim> dims) {
    return dims == null || dims.size() < 3 ? null : Dims.known(dims.subList(2, dims.size()));
  }
}
