package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.*;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates the small integer (and scale) computations between a Shape and a Reshape, with partly
/// known contents: a chain Shape → Gather → Concat over `[N,3,H,W]` yields `[N, 128]`.
final class Chain {
  private Chain() {}

  /// Whether the evaluator knows an operator, so that its output's contents may follow from its
  /// inputs' contents.
  static boolean evaluates(Op op) {
    return switch (op) {
      case Binary _,
          Cast _,
          Concat _,
          ConstantOfShape _,
          Expand _,
          Flatten _,
          Gather _,
          Identity _,
          Range _ ->
          true;
      case Reduce _,
          Reshape _,
          ShapeOf _,
          SizeOf _,
          Slice _,
          Split _,
          Squeeze _,
          Transpose _,
          Unary _ ->
          true;
      case Unsqueeze _, Where _ -> true;
      case Activate _,
          ArgReduce _,
          BatchNorm _,
          BitCast _,
          Bounded _,
          ControlFlow _,
          Conv _,
          ConvTranspose _,
          Cumulate _,
          CustomOp _,
          DepthToSpace _,
          Determinant _ ->
          false;
      case Einsum _,
          EyeLike _,
          GatherElements _,
          GatherNd _,
          Gemm _,
          GlobalPool _,
          GroupNorm _,
          InstanceNorm _ ->
          false;
      case LayerNorm _,
          LinearAttention _,
          LpNorm _,
          Lrn _,
          MatMul _,
          OneHot _,
          Pad _,
          Pool _,
          Quantization _,
          Recurrent _,
          Resize _,
          ReverseSequence _,
          Sampling _,
          ScatterElements _ ->
          false;
      case ScatterNd _, Selection _, Signal _, Softmax _, SpaceToDepth _, Tile _ -> false;
      case TensorScatter _, TopK _, Trilu _ -> false;
    };
  }

  /// What is known of the elements of a node's outputs.
  ///
  /// @param in the bound node and its inputs
  /// @param types the outputs' types
  /// @return one entry per output, null where nothing is known
  static List<@Nullable Contents> evaluate(Operands in, List<@Nullable TensorType> types) {
    List<@Nullable Contents> results =
        new ArrayList<@Nullable Contents>(Collections.nCopies(types.size(), null));
    for (int i = 0; i < types.size(); i++) {
      TensorType type = types.get(i);
      if (type == null || !type.isConcrete() || !evaluates(in.node().op())) {
        continue;
      }
      Shape out = type.shape();
      if (Contents.follows(type.dtype(), out.size())) {
        Contents result = evaluate(in.node().op(), in, type.dtype(), out, i);
        results.set(i, result == null || result.isBlank() ? null : result);
      }
    }
    return results;
  }

  private static @Nullable Contents evaluate(
      Op op, Operands in, DType dtype, Shape out, int output) {
    return switch (op) {
      case ShapeOf s -> shapeOf(s, in);
      case SizeOf _ -> sizeOf(in);
      case Binary b -> binary(b, in, dtype, out);
      case Where _ -> where(in, dtype, out);
      case Reduce r -> Reduction.reduce(r, in, out);
      case Concat c -> concat(c, in, out);
      case Range _ -> range(in, dtype, out);
      case ConstantOfShape c -> constantOfShape(c, out);
      case Gather g -> gather(g, in, out);
      case Activate _,
          ArgReduce _,
          BatchNorm _,
          BitCast _,
          Bounded _,
          ControlFlow _,
          Conv _,
          ConvTranspose _,
          Cumulate _,
          CustomOp _,
          DepthToSpace _,
          Determinant _ ->
          null;
      case Einsum _,
          EyeLike _,
          GatherElements _,
          GatherNd _,
          Gemm _,
          GlobalPool _,
          GroupNorm _,
          InstanceNorm _ ->
          null;
      case LayerNorm _,
          LinearAttention _,
          LpNorm _,
          Lrn _,
          MatMul _,
          OneHot _,
          Pad _,
          Pool _,
          Quantization _,
          Recurrent _,
          Resize _,
          ReverseSequence _,
          Sampling _,
          ScatterElements _ ->
          null;
      case ScatterNd _, Selection _, Signal _, Softmax _, SpaceToDepth _, Tile _ -> null;
      case TensorScatter _, TopK _, Trilu _ -> null;
      case Cast _,
          Expand _,
          Flatten _,
          Identity _,
          Reshape _,
          Slice _,
          Split _,
          Squeeze _,
          Transpose _ ->
          moved(op, in, dtype, out, output);
      case Unary _, Unsqueeze _ -> moved(op, in, dtype, out, output);
    };
  }

  /// Operators of one followed input that rename, convert or move its elements.
  private static @Nullable Contents moved(Op op, Operands in, DType dtype, Shape out, int output) {
    Contents x = in.contents(0);
    if (x == null) {
      return null;
    }
    if (op instanceof Cast) {
      return new Contents(
          dtype, out, x.items().stream().map(item -> ItemMath.cast(dtype, item)).toList());
    }
    if (op instanceof Unary unary) {
      List<Item> items =
          x.items().stream().map(item -> ItemMath.unary(unary.kind(), dtype, item)).toList();
      return new Contents(dtype, out, items);
    }
    if (op instanceof Expand) {
      return Movement.broadcast(x, out);
    }
    if (op instanceof Transpose transpose) {
      return Movement.transposed(x, out, transpose.perm());
    }
    if (op instanceof Slice slice) {
      return Movement.sliced(x, out, slice);
    }
    if (op instanceof Split split) {
      return split(split, x, out, output);
    }
    return x.size() == out.size() ? x.withShape(out) : null;
  }

  private static @Nullable Contents split(Split op, Contents x, Shape out, int output) {
    if (op.sizes() == null || op.sizes().size() <= output) {
      return null;
    }
    long begin = 0;
    for (int i = 0; i < output; i++) {
      begin += op.sizes().get(i);
    }
    return Movement.part(x, out, Dims.axis(op.axis(), x.shape().rank()), begin);
  }

  private static @Nullable Contents shapeOf(ShapeOf op, Operands in) {
    List<Dim> x = in.dims(0);
    return x == null ? null : Contents.vector(SourceTypes.shapePart(op, x));
  }

  private static @Nullable Contents sizeOf(Operands in) {
    List<Dim> x = in.dims(0);
    return x == null
        ? null
        : new Contents(DType.INT64, Shape.scalar(), List.of(Item.of(Dims.product(x))));
  }

  private static @Nullable Contents binary(Binary op, Operands in, DType dtype, Shape out) {
    Contents a = in.contents(0);
    Contents b = in.contents(1);
    if (a == null || b == null || !op.activation().isNone()) {
      return null;
    }
    a = Movement.broadcast(a, out);
    b = Movement.broadcast(b, out);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      items.add(ItemMath.binary(op.kind(), dtype, a.get(i), b.get(i)));
    }
    return new Contents(dtype, out, items);
  }

  private static @Nullable Contents where(Operands in, DType dtype, Shape out) {
    Contents condition = in.contents(0);
    Contents a = in.contents(1);
    Contents b = in.contents(2);
    if (condition == null || a == null || b == null) {
      return null;
    }
    condition = Movement.broadcast(condition, out);
    a = Movement.broadcast(a, out);
    b = Movement.broadcast(b, out);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      boolean known = condition.get(i) instanceof Item.Whole;
      boolean yes = condition.get(i) instanceof Item.Whole whole && whole.value() != 0;
      items.add(
          known ? (yes ? a : b).get(i) : a.get(i).equals(b.get(i)) ? a.get(i) : Item.Unclear.ITEM);
    }
    return new Contents(dtype, out, items);
  }

  private static @Nullable Contents concat(Concat op, Operands in, Shape out) {
    List<Contents> parts = new ArrayList<>();
    for (int i = 0; i < in.count(); i++) {
      Contents part = in.contents(i);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return out.size() == 0 ? null : Movement.joined(parts, out, Dims.axis(op.axis(), out.rank()));
  }

  private static @Nullable Contents gather(Gather op, Operands in, Shape out) {
    Contents x = in.contents(0);
    Contents indices = in.contents(1);
    if (x == null || indices == null) {
      return null;
    }
    return Movement.gathered(x, indices, out, Dims.axis(op.axis(), x.shape().rank()));
  }

  private static @Nullable Contents range(Operands in, DType dtype, Shape out) {
    Contents start = in.contents(0);
    Contents delta = in.contents(2);
    if (start == null || delta == null) {
      return null;
    }
    List<Item> items = new ArrayList<>();
    for (long i = 0; i < out.size(); i++) {
      Item place = ItemMath.cast(dtype, new Item.Whole(i));
      Item step = ItemMath.binary(Binary.Kind.MUL, dtype, place, delta.get(0));
      items.add(ItemMath.binary(Binary.Kind.ADD, dtype, start.get(0), step));
    }
    return new Contents(dtype, out, items);
  }

  private static @Nullable Contents constantOfShape(ConstantOfShape op, Shape out) {
    Contents value = Contents.of(op.value());
    return value == null || value.size() != 1
        ? null
        : new Contents(value.dtype(), out, Collections.nCopies((int) out.size(), value.get(0)));
  }
}
