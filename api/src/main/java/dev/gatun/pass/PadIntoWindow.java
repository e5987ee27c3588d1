package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes padding into the window that reads it.
///
/// ```
/// x ─▶ Pad ─▶ Conv | Pool ─▶ y      =>   x ─▶ Conv | Pool with pads ─▶ y
/// ```
///
/// Correct where only spatial axes are padded, by a constant that does what the window's own pads
/// do: 0 for a convolution, 0 for an average that then counts pads, −∞ for a maximum. An average
/// that does not count pads of its own besides, a window that might see pads only, and ceil mode,
/// which looks at where the input ends, keep their Pad.
final class PadIntoWindow implements NodePass {
  @Override
  public String name() {
    return "pad-into-window";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Node before = edit.producer(node.input(0));
    if (before == null || !(before.op() instanceof Pad pad)) {
      return false;
    }
    Window window = resolved(node, edit);
    Window padded = window == null ? null : padded(window, pad);
    Op op =
        window == null || padded == null ? null : withPads(node, window, padded, pad(before, edit));
    if (op == null) {
      return false;
    }
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, before.input(0));
    edit.replace(node, new Node(node.name(), op, inputs, node.outputs()));
    return true;
  }

  /// What a Pad adds: a number, NaN where it mirrors, repeats or is not known.
  private static double pad(Node node, GraphEditor edit) {
    if (!(node.op() instanceof Pad pad) || pad.mode() != Pad.Mode.CONSTANT) {
      return Double.NaN;
    }
    if (!node.hasInput(2)) {
      return 0;
    }
    Tensor value = edit.constant(node.input(2));
    return value == null ? Double.NaN : value.getDouble(0);
  }

  /// The window with explicit pads, or null where they depend on an unknown extent.
  private static @Nullable Window resolved(Node node, GraphEditor edit) {
    TensorType type = edit.type(node.input(0));
    Window window;
    Ints kernel;
    if (node.op() instanceof Conv conv) {
      TensorType weights = edit.type(node.input(1));
      if (weights == null || !weights.isConcrete()) {
        return null;
      }
      window = conv.window();
      long[] extents = weights.shape().toArray();
      kernel = Ints.of(Arrays.copyOfRange(extents, 2, extents.length));
    } else if (node.op() instanceof Pool pool) {
      window = pool.window();
      kernel = window.kernel();
    } else {
      return null;
    }
    if (window.autoPad() == AutoPad.EXPLICIT || window.autoPad() == AutoPad.VALID) {
      return window.resolve(kernel, null);
    }
    if (type == null || !type.isConcrete()) {
      return null;
    }
    long[] extents = type.shape().toArray();
    return window.resolve(kernel, Arrays.copyOfRange(extents, 2, extents.length));
  }

  /// The window with the Pad's counts on top, or null where the Pad crops, or pads images or
  /// channels.
  private static @Nullable Window padded(Window window, Pad pad) {
    Ints begin = pad.begin();
    Ints end = pad.end();
    if (begin == null || end == null || begin.size() != window.rank() + 2) {
      return null;
    }
    for (int i = 0; i < begin.size(); i++) {
      boolean spatial = i >= 2;
      if (begin.get(i) < 0 || end.get(i) < 0 || (!spatial && begin.get(i) + end.get(i) != 0)) {
        return null;
      }
    }
    return window.withPads(sum(window.padsBegin(), begin), sum(window.padsEnd(), end));
  }

  private static Ints sum(Ints window, Ints pad) {
    long[] out = window.toArray();
    for (int i = 0; i < out.length; i++) {
      out[i] += pad.get(i + 2);
    }
    return Ints.of(out);
  }

  private static @Nullable Op withPads(Node node, Window window, Window padded, double value) {
    if (node.op() instanceof Conv conv) {
      return value == 0 ? conv.withWindow(padded) : null;
    }
    if (!(node.op() instanceof Pool pool)
        || pool.ceil()
        || node.hasOutput(1)
        || !everyWindowSeesInput(padded)) {
      return null;
    }
    boolean unpadded = window.padsBegin().all(0) && window.padsEnd().all(0);
    return switch (pool.kind()) {
      case MAX -> value == Double.NEGATIVE_INFINITY ? pool.withWindow(padded) : null;
      case AVERAGE ->
          value == 0 && (unpadded || pool.countIncludePad())
              ? new Pool(pool.kind(), padded, false, true, pool.p(), pool.columnMajorIndices())
              : null;
      case LP -> value == 0 ? pool.withWindow(padded) : null;
    };
  }

  private static boolean everyWindowSeesInput(Window window) {
    for (int axis = 0; axis < window.rank(); axis++) {
      if (window.padsBegin().get(axis) >= window.span(axis)
          || window.padsEnd().get(axis) >= window.span(axis)) {
        return false;
      }
    }
    return true;
  }
}
