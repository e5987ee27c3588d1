package dev.gatun.conformance.foreign;

import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.graph.Node;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.Concat;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.Flatten;
import dev.gatun.op.Gather;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Resize;
import dev.gatun.op.Slice;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unsqueeze;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies, reductions and resampling as ONNX nodes. What Gatun's operators have as components, later
 * opsets have as inputs.
 */
final class OnnxMoves {
  private final GraphFile file;
  private final Node node;

  OnnxMoves(GraphFile file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** Whether {@link #write} has a node for an operator; its components must be bound. */
  static boolean knows(Op op) {
    return switch (op) {
      case Concat _, Transpose _, Flatten _, Identity _, Gather _, ArgReduce _ -> true;
      case DepthToSpace _, SpaceToDepth _ -> true;
      case Pad pad -> pad.begin() != null && !wrapsWhatItCrops(pad);
      case Reshape reshape -> reshape.dims() != null;
      case Squeeze squeeze -> squeeze.axes() != null && !squeeze.axes().isEmpty();
      case Unsqueeze unsqueeze -> unsqueeze.axes() != null;
      case Slice slice -> slice.starts() != null && slice.axes() != null && slice.steps() != null;
      case Tile tile -> tile.repeats() != null;
      case Split split -> split.sizes() != null && !split.sizes().isEmpty();
      case Expand expand -> expand.dims() != null;
      case Reduce reduce -> reduce.axes() != null;
      case Resize resize -> resize.sizes() != null && resize.roi() == null;
      default -> false;
    };
  }

  /** A second run of the same session of ONNX Runtime 1.29 gives other bits then. */
  private static boolean wrapsWhatItCrops(Pad pad) {
    return pad.mode() == Pad.Mode.WRAP && (hasNegative(pad.begin()) || hasNegative(pad.end()));
  }

  private static boolean hasNegative(@Nullable Ints counts) {
    return counts != null && Arrays.stream(counts.toArray()).anyMatch(count -> count < 0);
  }

  void write() {
    Attributes none = Attributes.none();
    switch (node.op()) {
      case Transpose t ->
          plain("Transpose", t.perm().isEmpty() ? none : none.withInts("perm", t.perm().toArray()));
      case Concat c -> plain("Concat", none.with("axis", c.axis()));
      case Flatten f -> plain("Flatten", none.with("axis", f.axis()));
      case Identity _ -> plain("Identity", none);
      case Gather g -> plain("Gather", none.with("axis", g.axis()));
      case DepthToSpace d ->
          plain(
              "DepthToSpace",
              none.with("blocksize", d.block()).with("mode", d.columnRowDepth() ? "CRD" : "DCR"));
      case SpaceToDepth s -> plain("SpaceToDepth", none.with("blocksize", s.block()));
      case Pad p -> pad(p);
      case Reshape r -> bound("Reshape", none.with("allowzero", r.allowZero() ? 1 : 0), r.dims());
      case Squeeze s -> bound("Squeeze", none, s.axes());
      case Unsqueeze u -> bound("Unsqueeze", none, u.axes());
      case Slice s -> bound("Slice", none, s.starts(), s.ends(), s.axes(), s.steps());
      case Tile t -> bound("Tile", none, t.repeats());
      case Expand e -> bound("Expand", none, e.dims());
      case Split s -> bound("Split", none.with("axis", s.axis()), s.sizes());
      case Reduce r -> {
        Attributes attributes =
            none.with("keepdims", r.keepDims() ? 1 : 0)
                .with("noop_with_empty_axes", r.noopWithEmptyAxes() ? 1 : 0);
        bound(type(r.kind()), attributes, r.axes());
      }
      case ArgReduce a -> {
        Attributes attributes =
            none.with("axis", a.axis())
                .with("keepdims", a.keepDims() ? 1 : 0)
                .with("select_last_index", a.selectLast() ? 1 : 0);
        plain(a.max() ? "ArgMax" : "ArgMin", attributes);
      }
      case Resize r -> resize(r);
      default -> throw new IllegalStateException("asked for before it was compiled");
    }
  }

  private static String type(Reduce.Kind kind) {
    return switch (kind) {
      case SUM -> "ReduceSum";
      case MEAN -> "ReduceMean";
      case MAX -> "ReduceMax";
      case MIN -> "ReduceMin";
      case PROD -> "ReduceProd";
      case L1 -> "ReduceL1";
      case L2 -> "ReduceL2";
      case LOG_SUM -> "ReduceLogSum";
      case LOG_SUM_EXP -> "ReduceLogSumExp";
      case SUM_SQUARE -> "ReduceSumSquare";
    };
  }

  private void plain(String type, Attributes attributes) {
    file.node(type, node.inputs(), node.output(), attributes);
  }

  /** A node whose further inputs are constants. */
  private void bound(String type, Attributes attributes, @Nullable Ints... components) {
    List<String> reads = new ArrayList<>();
    reads.add(node.input(0));
    for (Ints component : components) {
      reads.add(file.constant(Objects.requireNonNull(component, "bound")));
    }
    file.node(type, reads, node.outputs(), attributes);
  }

  private void pad(Pad p) {
    Ints begin = Objects.requireNonNull(p.begin(), "bound");
    Ints end = Objects.requireNonNull(p.end(), "bound");
    List<String> reads = new ArrayList<>();
    reads.add(node.input(0));
    reads.add(file.constant(Ints.of(OnnxNodes.pads(begin, end))));
    if (node.hasInput(2)) {
      reads.add(node.input(2));
    }
    file.node("Pad", reads, node.output(), Attributes.none().with("mode", lower(p.mode())));
  }

  private void resize(Resize r) {
    Ints sizes = Objects.requireNonNull(r.sizes(), "bound");
    Attributes attributes =
        Attributes.none()
            .with("mode", lower(r.mode()))
            .with("coordinate_transformation_mode", lower(r.transform()))
            .with("nearest_mode", lower(r.nearest()))
            .with("cubic_coeff_a", r.cubicA())
            .with("exclude_outside", r.excludeOutside() ? 1 : 0)
            .with("antialias", r.antialias() ? 1 : 0);
    List<String> reads = List.of(node.input(0), Node.ABSENT, Node.ABSENT, file.constant(sizes));
    file.node("Resize", reads, node.output(), attributes);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
