package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pool over a window.
///
/// @param max the largest element, or else the mean
/// @param window kernel, strides, dilations, pads smaller than the kernel
/// @param ceil whether partial windows at the end count
/// @param countPads whether pads count in a mean's divisor
record PoolLayer(boolean max, Window window, boolean ceil, boolean countPads) implements Layer {
  private static final int CEIL_SINCE = 10;
  private static final int DILATED_MEANS_SINCE = 19;

  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    boolean dilated = !window.dilations().all(1);
    if (!Extents.fits(x, window)
        || (opset < CEIL_SINCE && (ceil || dilated))
        || (opset < DILATED_MEANS_SINCE && !max && dilated)
        || (ceil && window.autoPad() != AutoPad.EXPLICIT)
        || padsHoldWindows()) {
      return null;
    }
    return Extents.slid(x, x.dim(1), window, ceil);
  }

  /// A window over nothing but pads has no result.
  private boolean padsHoldWindows() {
    Ints kernel = window.kernel();
    for (int axis = 0; axis < window.rank(); axis++) {
      if (window.padsBegin().get(axis) >= kernel.get(axis)
          || window.padsEnd().get(axis) >= kernel.get(axis)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void write(LayerWriter to) {
    Attributes attributes = Extents.attributes(window);
    if (ceil) {
      attributes = attributes.with("ceil_mode", 1);
    }
    if (!max && countPads) {
      attributes = attributes.with("count_include_pad", 1);
    }
    to.node(max ? "MaxPool" : "AveragePool", List.of(to.x()), attributes);
  }

  @Override
  public List<Layer> simpler() {
    List<Layer> list = new ArrayList<>();
    list.add(new PoolLayer(max, window, false, countPads));
    list.add(new PoolLayer(max, window, ceil, false));
    Extents.simpler(window).forEach(w -> list.add(new PoolLayer(max, w, ceil, countPads)));
    list.removeIf(this::equals);
    return list;
  }
}
