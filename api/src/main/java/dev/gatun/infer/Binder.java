package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Node;
import dev.gatun.op.*;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fills in record components from inputs whose values are known, and drops those inputs. Axes are
/// counted from the front afterwards, windows are resolved, defaults are written out.
final class Binder {
  private Binder() {}

  /// A node with every component bound that can be bound.
  ///
  /// @param in the node and what is known of its inputs
  /// @return the node itself where nothing changes
  static Node bind(Operands in) {
    Node node = in.node();
    Op op = bound(node.op(), in);
    Ints before = Parameters.unbound(node);
    if (op.equals(node.op())) {
      return node;
    }
    Node other = node.withOp(op);
    return Parameters.unbound(other).isEmpty() ? without(other, before) : other;
  }

  private static Node without(Node node, Ints places) {
    if (places.isEmpty()) {
      return node;
    }
    List<String> inputs = new ArrayList<>(node.inputs());
    for (int i = 0; i < inputs.size(); i++) {
      if (places.contains(i)) {
        inputs.set(i, Node.ABSENT);
      }
    }
    while (!inputs.isEmpty() && inputs.getLast().equals(Node.ABSENT)) {
      inputs.removeLast();
    }
    return node.withInputs(inputs);
  }

  private static Op bound(Op op, Operands in) {
    List<Dim> x = in.dims(0);
    return switch (op) {
      case ConstantOfShape c ->
          c.dims() == null && in.ints(0) != null ? new ConstantOfShape(c.value(), in.ints(0)) : c;
      case Conv c -> WindowBinding.conv(c, in);
      case ConvTranspose c -> WindowBinding.convTranspose(c, in);
      case Pool p -> WindowBinding.pool(p, in);
      case Cumulate c -> cumulate(c, in);
      case Einsum e -> EinsumRules.bind(e, in);
      case Expand e -> e.dims() == null && in.ints(1) != null ? new Expand(in.ints(1)) : e;
      case OneHot o ->
          o.depth() == null && in.scalar(1) != null ? new OneHot(o.axis(), in.scalar(1)) : o;
      case Pad p -> pad(p, in);
      case Reduce r -> reduce(r, in);
      case Reshape r ->
          r.dims() == null && in.ints(1) != null ? new Reshape(in.ints(1), r.allowZero()) : r;
      case Resize r -> ResizeBinding.bind(r, in);
      case Slice s -> slice(s, in);
      case Split s -> split(s, in);
      case Squeeze s -> squeeze(s, in);
      case Tile t -> t.repeats() == null && in.ints(1) != null ? new Tile(in.ints(1)) : t;
      case TopK t -> topK(t, in);
      case Trilu t ->
          t.k() == null && (in.scalar(1) != null || !in.has(1))
              ? new Trilu(t.upper(), orZero(in))
              : t;
      case Unsqueeze u -> unsqueeze(u, in);
      case Transpose t -> t.perm().isEmpty() && x != null ? new Transpose(reversed(x.size())) : t;
      case Softmax s ->
          x == null || x.isEmpty()
              ? s
              : new Softmax(
                  s.kind(), Dims.axis(s.firstAxis(), x.size()), Dims.axis(s.lastAxis(), x.size()));
      case ArgReduce a ->
          x == null || x.isEmpty()
              ? a
              : new ArgReduce(a.max(), Dims.axis(a.axis(), x.size()), a.keepDims(), a.selectLast());
      case Concat c -> x == null ? c : new Concat(Dims.axis(c.axis(), x.size()));
      case Flatten f -> x == null ? f : new Flatten(flattenAxis(f.axis(), x.size()));
      case Gather g -> x == null ? g : new Gather(Dims.axis(g.axis(), x.size()));
      case GatherElements g -> x == null ? g : new GatherElements(Dims.axis(g.axis(), x.size()));
      case ScatterElements s ->
          x == null ? s : new ScatterElements(Dims.axis(s.axis(), x.size()), s.reduction());
      case LayerNorm n -> x == null ? n : new LayerNorm(Dims.axis(n.axis(), x.size()), n.epsilon());
      case TensorScatter t ->
          x == null ? t : new TensorScatter(Dims.axis(t.axis(), x.size()), t.circular());
      case LpNorm n -> x == null ? n : new LpNorm(Dims.axis(n.axis(), x.size()), n.p());
      case Recurrent r -> RecurrentRules.bind(r, in);
      case Sampling s -> SamplingRules.bind(s, in);
      case Quantization q -> QuantizationRules.bind(q, in);
      case Signal s -> SignalRules.bind(s, in);
      case Selection s -> SelectionRules.bind(s, in);
      case Activate _,
          BatchNorm _,
          Binary _,
          BitCast _,
          Bounded _,
          Cast _,
          ControlFlow _,
          CustomOp _,
          DepthToSpace _,
          Determinant _,
          EyeLike _,
          GatherNd _,
          Gemm _ ->
          op;
      case GlobalPool _,
          GroupNorm _,
          Identity _,
          InstanceNorm _,
          LinearAttention _,
          Lrn _,
          MatMul _,
          Range _,
          ReverseSequence _,
          ScatterNd _ ->
          op;
      case ShapeOf _, SizeOf _, SpaceToDepth _, Unary _, Where _ -> op;
    };
  }

  private static long orZero(Operands in) {
    Long k = in.scalar(1);
    return k == null ? 0 : k;
  }

  private static Cumulate cumulate(Cumulate op, Operands in) {
    Long axis = op.axis() == null ? in.scalar(1) : Long.valueOf(op.axis());
    if (axis == null) {
      return op;
    }
    List<Dim> x = in.dims(0);
    int bound = x == null ? Math.toIntExact(axis) : Dims.axis(axis, x.size());
    return new Cumulate(op.kind(), bound, op.exclusive(), op.reverse());
  }

  private static TopK topK(TopK op, Operands in) {
    List<Dim> x = in.dims(0);
    int axis = x == null ? op.axis() : Dims.axis(op.axis(), x.size());
    return new TopK(axis, op.k() == null ? in.scalar(1) : op.k(), op.largest());
  }

  /// A flatten axis may also be the rank; a negative one counts from the rank.
  private static int flattenAxis(int axis, int rank) {
    return axis == rank ? rank : rank == 0 && axis == 0 ? 0 : Dims.axis(axis, rank);
  }

  private static Ints reversed(int rank) {
    long[] perm = new long[rank];
    Arrays.setAll(perm, i -> rank - 1 - i);
    return Ints.of(perm);
  }

  private static Reduce reduce(Reduce op, Operands in) {
    Ints axes = op.axes();
    if (axes == null) {
      axes = in.has(1) ? in.ints(1) : Ints.EMPTY;
    }
    if (axes == null) {
      return op;
    }
    List<Dim> x = in.dims(0);
    if (x != null && !(axes.isEmpty() && op.noopWithEmptyAxes())) {
      axes = axes.isEmpty() ? Ints.range(0, x.size()) : Dims.axes(axes, x.size());
    }
    return new Reduce(op.kind(), axes, op.keepDims(), op.noopWithEmptyAxes());
  }

  private static Squeeze squeeze(Squeeze op, Operands in) {
    Ints axes = op.axes();
    if (axes == null) {
      axes = in.has(1) ? in.ints(1) : Ints.EMPTY;
    }
    if (axes == null) {
      return op;
    }
    List<Dim> x = in.dims(0);
    return new Squeeze(x == null || axes.isEmpty() ? axes : Dims.axes(axes, x.size()));
  }

  private static Unsqueeze unsqueeze(Unsqueeze op, Operands in) {
    Ints axes = op.axes() == null ? in.ints(1) : op.axes();
    if (axes == null) {
      return op;
    }
    List<Dim> x = in.dims(0);
    return new Unsqueeze(x == null ? axes : Dims.axes(axes, x.size() + axes.size()));
  }

  private static Split split(Split op, Operands in) {
    List<Dim> x = in.dims(0);
    Ints sizes = op.sizes();
    if (sizes == null) {
      sizes = in.has(1) ? in.ints(1) : Ints.EMPTY;
    }
    int axis = x == null ? op.axis() : Dims.axis(op.axis(), x.size());
    if (sizes != null && sizes.isEmpty() && x != null && x.get(axis) instanceof Dim.Known extent) {
      sizes = equalParts(extent.value(), in.node().outputs().size(), op.mustDivide());
    }
    return new Split(axis, sizes, op.mustDivide());
  }

  private static Ints equalParts(long extent, int parts, boolean mustDivide) {
    if (mustDivide && extent % parts != 0) {
      throw new InvalidInputException(
          "got an extent of " + extent + " for " + parts + " equal parts, required a multiple");
    }
    long part = Math.ceilDiv(extent, parts);
    long[] sizes = new long[parts];
    for (int i = 0; i < parts; i++) {
      sizes[i] = Math.clamp(extent - i * part, 0, part);
    }
    return Ints.of(sizes);
  }

  private static Slice slice(Slice op, Operands in) {
    Ints starts = op.starts() == null ? in.ints(1) : op.starts();
    Ints ends = op.starts() == null ? in.ints(2) : op.ends();
    Ints axes = op.axes() != null ? op.axes() : in.ints(3);
    Ints steps = op.steps() != null ? op.steps() : in.ints(4);
    boolean open = op.starts() == null;
    boolean missing = (in.has(3) && axes == null) || (in.has(4) && steps == null);
    if (starts == null || ends == null || (open && missing)) {
      return op;
    }
    int count = starts.size();
    axes = axes == null || (axes.isEmpty() && count > 0) ? Ints.range(0, count) : axes;
    steps = steps == null || (steps.isEmpty() && count > 0) ? Ints.repeat(count, 1) : steps;
    if (ends.size() != count || axes.size() != count || steps.size() != count) {
      throw new InvalidInputException(
          "got "
              + count
              + " starts, "
              + ends.size()
              + " ends, "
              + axes.size()
              + " axes and "
              + steps.size()
              + " steps, required as many of each");
    }
    if (steps.contains(0)) {
      throw new InvalidInputException("got steps " + steps + ", required no step of 0");
    }
    List<Dim> x = in.dims(0);
    return new Slice(starts, ends, x == null ? axes : Dims.axesInOrder(axes, x.size()), steps);
  }

  private static Pad pad(Pad op, Operands in) {
    if (op.begin() != null && op.end() != null) {
      return op;
    }
    Ints pads = in.ints(1);
    Ints axes = in.ints(3);
    if (pads == null || (in.has(3) && axes == null)) {
      return op;
    }
    List<Dim> x = in.dims(0);
    int rank = x == null ? pads.size() / 2 : x.size();
    if (axes != null && x == null) {
      return op;
    }
    Ints places = axes == null ? Ints.range(0, rank) : Dims.axesInOrder(axes, rank);
    return padded(op, pads, places, rank);
  }

  private static Pad padded(Pad op, Ints pads, Ints axes, int rank) {
    if (pads.size() != 2 * axes.size()) {
      throw new InvalidInputException(
          "got "
              + pads.size()
              + " pads "
              + pads
              + ", required "
              + 2 * axes.size()
              + ", two for each of "
              + axes.size()
              + " axes");
    }
    long[] begin = new long[rank];
    long[] end = new long[rank];
    for (int i = 0; i < axes.size(); i++) {
      begin[axes.at(i)] = pads.get(i);
      end[axes.at(i)] = pads.get(axes.size() + i);
    }
    return new Pad(op.mode(), Ints.of(begin), Ints.of(end));
  }
}
