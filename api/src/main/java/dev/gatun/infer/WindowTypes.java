package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Pool;
import dev.gatun.op.Resize;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of operators that change spatial extents: convolutions, pools, resampling, pixel shuffles.
///
/// A symbolic extent passes only where the operator leaves it unchanged; elsewhere the result is
/// unknown.
final class WindowTypes {
  private WindowTypes() {}

  static @Nullable TensorType conv(Conv op, Operands in) {
    in.requireSameDType(0, in.count());
    return in.likeFirst(x -> conv(op, x, in));
  }

  private static List<Dim> conv(Conv op, List<Dim> x, Operands in) {
    List<Dim> out = convolved(op.window(), op.groups(), x, in.dims(1));
    out.set(1, bias(in.dims(2), out.get(1)));
    if (in.has(3) && in.dims(3) != null) {
      requireResidual(in.dims(3), out);
    }
    return out;
  }

  /// The extents behind a convolution without bias.
  ///
  /// @param x extents of the input
  /// @param w extents of the weights
  static List<Dim> convolved(Window window, int groups, List<Dim> x, @Nullable List<Dim> w) {
    Dims.requireRankAtLeast(x, 3, "input");
    Dim outC = Dim.UNKNOWN;
    if (w != null) {
      Dims.requireRank(w, x.size(), "weights");
      outC = w.get(0);
      requireDivides(groups, outC, "output channels");
      requireChannels(groups, x.get(1), w.get(1));
    }
    requireDivides(groups, x.get(1), "input channels");
    List<Dim> out = new ArrayList<>(List.of(x.get(0), outC));
    for (int i = 2; i < x.size(); i++) {
      out.add(extent(window, x.get(i), i - 2, x.size() - 2, false));
    }
    return out;
  }

  private static void requireChannels(int groups, Dim inC, Dim perGroup) {
    if (inC instanceof Dim.Known got
        && perGroup instanceof Dim.Known each
        && got.value() != Math.multiplyExact(each.value(), groups)) {
      throw new InvalidInputException(
          "got "
              + got
              + " input channels, required "
              + each.value() * groups
              + " for "
              + groups
              + (groups == 1 ? " group of " : " groups of ")
              + each
              + " channels as the weights have");
    }
  }

  private static void requireResidual(@Nullable List<Dim> residual, List<Dim> out) {
    if (residual == null) {
      return;
    }
    Dims.requireRank(residual, out.size(), "residual");
    for (int i = 0; i < out.size(); i++) {
      Dims.unify(residual.get(i), out.get(i), "residual extent on axis " + i);
    }
  }

  private static void requireDivides(int groups, Dim channels, String what) {
    if (channels instanceof Dim.Known known && known.value() % groups != 0) {
      throw new InvalidInputException(
          "got "
              + known
              + " "
              + what
              + " in "
              + groups
              + " groups, required a multiple of the groups");
    }
  }

  /// One value per output channel.
  ///
  /// @param bias extents of the bias
  /// @return the number of output channels
  static Dim bias(@Nullable List<Dim> bias, Dim outC) {
    if (bias == null) {
      return outC;
    }
    Dims.requireRank(bias, 1, "bias");
    return Dims.unify(bias.get(0), outC, "bias length");
  }

  /// One spatial extent behind a window.
  private static Dim extent(Window window, Dim input, int axis, int rank, boolean ceil) {
    if (window.kernel().isEmpty()) {
      return Dim.UNKNOWN;
    }
    if (window.rank() != rank) {
      throw new InvalidInputException(
          "got an input with "
              + rank
              + " spatial axes, required "
              + window.rank()
              + " as the kernel has");
    }
    if (window.strides().isEmpty() || window.dilations().isEmpty()) {
      return Dim.UNKNOWN;
    }
    if (window.autoPad() != AutoPad.EXPLICIT) {
      return same(window, input, axis);
    }
    if (input instanceof Dim.Known known) {
      return Dim.of(window.outputExtent(axis, known.value(), ceil));
    }
    long pads = window.padsBegin().get(axis) + window.padsEnd().get(axis);
    return window.strides().get(axis) == 1 && pads == window.span(axis) - 1 ? input : Dim.UNKNOWN;
  }

  /// SAME_UPPER and SAME_LOWER: ⌈input / stride⌉.
  private static Dim same(Window window, Dim input, int axis) {
    long stride = window.strides().get(axis);
    if (input instanceof Dim.Known known) {
      return Dim.of(Math.ceilDiv(known.value(), stride));
    }
    return stride == 1 ? input : Dim.UNKNOWN;
  }

  static @Nullable TensorType convTranspose(ConvTranspose op, Operands in) {
    in.requireSameDType(0, in.count());
    return in.likeFirst(x -> convTranspose(op, x, in));
  }

  private static List<Dim> convTranspose(ConvTranspose op, List<Dim> x, Operands in) {
    Dims.requireRankAtLeast(x, 3, "input");
    List<Dim> w = in.dims(1);
    Dim outC = Dim.UNKNOWN;
    if (w != null) {
      Dims.requireRank(w, x.size(), "weights");
      Dims.unify(x.get(1), w.get(0), "input channels");
      if (w.get(1) instanceof Dim.Known perGroup) {
        outC = Dim.of(Math.multiplyExact(perGroup.value(), op.groups()));
      }
    }
    requireDivides(op.groups(), x.get(1), "input channels");
    outC = bias(in.dims(2), outC);
    List<Dim> out = new ArrayList<>(List.of(x.get(0), outC));
    for (int i = 2; i < x.size(); i++) {
      out.add(transposedExtent(op, x.get(i), i - 2, x.size() - 2));
    }
    return out;
  }

  private static Dim transposedExtent(ConvTranspose op, Dim input, int axis, int rank) {
    Window window = op.window();
    boolean resolved = window.autoPad() == AutoPad.EXPLICIT && op.outputExtents().isEmpty();
    if (!resolved || window.rank() != rank || op.outputPadding().size() != rank) {
      return op.outputExtents().size() == rank ? Dim.of(op.outputExtents().get(axis)) : Dim.UNKNOWN;
    }
    if (input instanceof Dim.Known known) {
      long extent = op.outputExtent(axis, known.value());
      if (extent < 0) {
        throw new InvalidInputException(
            "got an output extent of " + extent + ", required 0 or more");
      }
      return Dim.of(extent);
    }
    return window.strides().get(axis) == 1 && op.outputExtent(axis, 1) == 1 ? input : Dim.UNKNOWN;
  }

  static List<Dim> pool(Pool op, List<Dim> x) {
    Dims.requireRankAtLeast(x, 3, "input");
    List<Dim> out = new ArrayList<>(x.subList(0, 2));
    for (int i = 2; i < x.size(); i++) {
      out.add(extent(op.window(), x.get(i), i - 2, x.size() - 2, op.ceil()));
    }
    return out;
  }

  static List<Dim> globalPool(List<Dim> x) {
    Dims.requireRankAtLeast(x, 2, "input");
    List<Dim> out = new ArrayList<>(x.subList(0, 2));
    while (out.size() < x.size()) {
      out.add(Dim.of(1));
    }
    return out;
  }

  static List<Dim> resize(Resize op, List<Dim> x, Operands in) {
    if (op.sizes() != null && op.axes().isEmpty()) {
      if (op.sizes().size() != x.size()) {
        throw new InvalidInputException(
            "got sizes " + op.sizes() + ", required " + x.size() + " of them");
      }
      return Dims.of(op.sizes().toArray());
    }
    if (op.scales() != null && op.axes().isEmpty()) {
      List<Dim> out = new ArrayList<>();
      for (int i = 0; i < x.size(); i++) {
        out.add(op.scales().get(i) == 1f ? x.get(i) : Dim.UNKNOWN);
      }
      return out;
    }
    Contents sizes = in.contents(3);
    boolean whole = op.axes().isEmpty() && op.policy() == Resize.Policy.STRETCH;
    return sizes != null && whole && sizes.size() == x.size()
        ? sizes.dims()
        : Dims.unknown(x.size());
  }

  static List<Dim> depthToSpace(DepthToSpace op, List<Dim> x) {
    Dims.requireRank(x, 4, "input");
    long b = op.block();
    return List.of(
        x.get(0), divided(x.get(1), b * b, "channels"), times(x.get(2), b), times(x.get(3), b));
  }

  static List<Dim> spaceToDepth(SpaceToDepth op, List<Dim> x) {
    Dims.requireRank(x, 4, "input");
    long b = op.block();
    return List.of(
        x.get(0),
        times(x.get(1), b * b),
        divided(x.get(2), b, "rows"),
        divided(x.get(3), b, "columns"));
  }

  private static Dim times(Dim dim, long factor) {
    return Dims.product(List.of(dim, Dim.of(factor)));
  }

  private static Dim divided(Dim dim, long divisor, String what) {
    if (divisor < 1) {
      throw new InvalidInputException(
          "got a block of which the area is " + divisor + ", required 1 or more");
    }
    if (!(dim instanceof Dim.Known known)) {
      return divisor == 1 ? dim : Dim.UNKNOWN;
    }
    if (known.value() % divisor != 0) {
      throw new InvalidInputException(
          "got " + dim + " " + what + ", required a multiple of " + divisor);
    }
    return Dim.of(known.value() / divisor);
  }
}
