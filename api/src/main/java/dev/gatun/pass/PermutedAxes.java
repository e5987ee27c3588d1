package dev.gatun.pass;

import dev.gatun.op.Activate;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.BitCast;
import dev.gatun.op.Bounded;
import dev.gatun.op.Cast;
import dev.gatun.op.Concat;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.ControlFlow;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Cumulate;
import dev.gatun.op.CustomOp;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Determinant;
import dev.gatun.op.Einsum;
import dev.gatun.op.Expand;
import dev.gatun.op.EyeLike;
import dev.gatun.op.Flatten;
import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.GatherNd;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.Identity;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LinearAttention;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.MatMul;
import dev.gatun.op.OneHot;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Quantization;
import dev.gatun.op.Range;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Resize;
import dev.gatun.op.ReverseSequence;
import dev.gatun.op.Sampling;
import dev.gatun.op.ScatterElements;
import dev.gatun.op.ScatterNd;
import dev.gatun.op.Selection;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.Signal;
import dev.gatun.op.SizeOf;
import dev.gatun.op.Slice;
import dev.gatun.op.Softmax;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.TensorScatter;
import dev.gatun.op.Tile;
import dev.gatun.op.TopK;
import dev.gatun.op.Transpose;
import dev.gatun.op.Trilu;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import dev.gatun.op.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator becomes when it changes places with the transpose before it: op(T(x)) =
/// T(op′(x)).
///
/// @param op op′, which does along x's own axes what op does along the permuted ones
/// @param order how the result of op′ must be transposed
/// @param operands how many of the first inputs are tensors laid out along the axes, −1 for all
record PermutedAxes(Op op, Permutation order, int operands) {

  /// @param op an operator whose operands are transposed
  /// @param p how they are transposed
  /// @return what it becomes, or null where it cannot change places: it knows channels by their
  ///   place, makes other axes of them, or is not bound yet
  static @Nullable PermutedAxes of(Op op, Permutation p) {
    return switch (op) {
      case Activate _, BitCast _, Cast _, Unary _ -> new PermutedAxes(op, p, 1);
      case Binary _, Where _ -> new PermutedAxes(op, p, -1);
      case Concat c -> new PermutedAxes(new Concat(p.source(c.axis())), p, -1);
      case Softmax s -> softmax(s, p);
      case LpNorm n -> new PermutedAxes(new LpNorm(p.source(n.axis()), n.p()), p, 1);
      case Reduce r -> reduce(r, p);
      case ArgReduce r -> argReduce(r, p);
      case Pad pad -> pad(pad, p);
      case Slice s -> slice(s, p);
      case Resize r -> resize(r, p);
      case BatchNorm _,
          Bounded _,
          ConstantOfShape _,
          ControlFlow _,
          Conv _,
          ConvTranspose _,
          Cumulate _,
          CustomOp _,
          DepthToSpace _,
          Determinant _,
          Einsum _,
          Expand _,
          EyeLike _,
          Flatten _,
          Gather _,
          GatherElements _,
          GatherNd _,
          Gemm _,
          GlobalPool _,
          GroupNorm _,
          Identity _,
          InstanceNorm _,
          LayerNorm _,
          LinearAttention _,
          Lrn _,
          MatMul _,
          OneHot _,
          Pool _,
          Quantization _,
          Range _,
          Recurrent _,
          Reshape _,
          ReverseSequence _,
          Sampling _,
          ScatterElements _,
          ScatterNd _,
          Selection _,
          ShapeOf _,
          Signal _,
          SizeOf _,
          SpaceToDepth _,
          Split _,
          Squeeze _,
          TensorScatter _,
          Tile _,
          TopK _,
          Transpose _,
          Trilu _,
          Unsqueeze _ ->
          null;
    };
  }

  private static @Nullable PermutedAxes softmax(Softmax s, Permutation p) {
    int first = Math.floorMod(s.firstAxis(), p.rank());
    if (first != Math.floorMod(s.lastAxis(), p.rank())) {
      return null;
    }
    int axis = p.source(first);
    return new PermutedAxes(new Softmax(s.kind(), axis, axis), p, 1);
  }

  private static @Nullable PermutedAxes reduce(Reduce r, Permutation p) {
    Ints axes = r.axes();
    if (axes == null) {
      return null;
    }
    Ints all = Ints.range(0, p.rank());
    Ints reduced = axes.isEmpty() && !r.noopWithEmptyAxes() ? all : normal(axes, p.rank());
    Reduce op = new Reduce(r.kind(), sources(reduced, p), r.keepDims(), r.noopWithEmptyAxes());
    return new PermutedAxes(op, r.keepDims() ? p : p.without(reduced), 1);
  }

  private static PermutedAxes argReduce(ArgReduce r, Permutation p) {
    ArgReduce op = new ArgReduce(r.max(), p.source(r.axis()), r.keepDims(), r.selectLast());
    Ints reduced = Ints.of(Math.floorMod(r.axis(), p.rank()));
    return new PermutedAxes(op, r.keepDims() ? p : p.without(reduced), 1);
  }

  private static @Nullable PermutedAxes pad(Pad pad, Permutation p) {
    Ints begin = pad.begin();
    Ints end = pad.end();
    if (begin == null || end == null) {
      return null;
    }
    Permutation back = p.inverse();
    return new PermutedAxes(new Pad(pad.mode(), back.apply(begin), back.apply(end)), p, 1);
  }

  private static @Nullable PermutedAxes slice(Slice s, Permutation p) {
    Ints starts = s.starts();
    if (starts == null) {
      return null;
    }
    Ints axes = s.axes() == null ? Ints.range(0, starts.size()) : s.axes();
    return new PermutedAxes(new Slice(starts, s.ends(), sources(axes, p), s.steps()), p, 1);
  }

  private static @Nullable PermutedAxes resize(Resize r, Permutation p) {
    if ((r.scales() == null && r.sizes() == null) || r.roi() != null || !r.axes().isEmpty()) {
      return null;
    }
    Permutation back = p.inverse();
    List<Float> scales = null;
    if (r.scales() != null) {
      scales = new ArrayList<>();
      for (int i = 0; i < p.rank(); i++) {
        scales.add(r.scales().get(back.source(i)));
      }
    }
    Ints sizes = r.sizes() == null ? null : back.apply(r.sizes());
    Resize op =
        new Resize(
            r.mode(),
            r.transform(),
            r.nearest(),
            r.cubicA(),
            r.excludeOutside(),
            r.extrapolation(),
            r.antialias(),
            r.policy(),
            r.axes(),
            scales,
            sizes,
            null);
    return new PermutedAxes(op, p, 1);
  }

  private static Ints normal(Ints axes, int rank) {
    long[] out = axes.toArray();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.floorMod(out[i], (long) rank);
    }
    return Ints.of(out);
  }

  private static Ints sources(Ints axes, Permutation p) {
    long[] out = new long[axes.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = p.source(axes.at(i));
    }
    return Ints.of(out);
  }
}
