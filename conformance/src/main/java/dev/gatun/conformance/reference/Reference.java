package dev.gatun.conformance.reference;

import dev.gatun.Tensor;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operator at a time, by its definition.
///
/// ```java
/// Reference.run(Conv.of(3, 3), Arrays.asList(x, w), List.of(y));
/// ```
public final class Reference {
  private Reference() {}

  /// Computes one operator. Float arithmetic is in double and rounded once, when a result is
  /// stored; integers are exact and wrap in their own width.
  ///
  /// @param op the operator, all components bound
  /// @param inputs its inputs by place, null where an optional one is left out
  /// @param outputs tensors to fill, of the inferred types and shapes; null where a result is not
  ///   wanted
  /// @throws dev.gatun.UnsupportedOperatorException for a [CustomOp] that cannot be run
  /// @throws dev.gatun.InvalidInputException if a required operand is absent or an index is out of
  ///   range
  public static void run(Op op, List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs) {
    Operands o = new Operands(op.title(), inputs, outputs);
    switch (op) {
      case Activate a -> Activations.run(a, o);
      case ArgReduce a -> Reductions.argReduce(a, o);
      case BatchNorm b -> Norms.batch(b, o);
      case Binary b -> BinaryElements.run(b, o);
      case BitCast b -> Conversions.bits(b, o);
      case Bounded b -> SelectionReference.run(b.selection(), o);
      case Cast c -> Conversions.cast(c, o);
      case Concat c -> Movements.concat(c, o);
      case ConstantOfShape c -> Generators.constant(c, o);
      case ControlFlow _, Selection _ -> throw notForBackends(op);
      case Conv c -> Convolutions.sums(c, o).store(o.out());
      case ConvTranspose c -> Convolutions.sums(c, o).store(o.out());
      case Cumulate c -> Reductions.cumulate(c, o);
      case CustomOp c -> c.run(inputs, outputs);
      case DepthToSpace d -> Movements.depthToSpace(d, o);
      case Determinant _ -> Determinants.run(o);
      case Einsum e -> EinsteinSums.run(e, o);
      case Expand _ -> Movements.expand(o);
      case EyeLike e -> Generators.eye(e, o);
      case Flatten _, Identity _, Reshape _, Squeeze _, Unsqueeze _ -> o.in(0).copyTo(o.out());
      case Gather g -> Gathers.gather(g, o);
      case GatherElements g -> Gathers.gatherElements(g, o);
      case GatherNd g -> Gathers.gatherNd(g, o);
      case Gemm g -> MatrixProducts.gemm(g, o);
      case GlobalPool p -> Pools.global(p, o);
      case GroupNorm g -> Norms.group(g, o);
      case InstanceNorm i -> Norms.instance(i, o);
      case LayerNorm l -> Norms.layer(l, o);
      case LinearAttention l -> LinearAttentions.run(l, o);
      case LpNorm l -> Norms.lp(l, o);
      case Lrn l -> Norms.lrn(l, o);
      case MatMul m -> MatrixProducts.matMul(m, o);
      case OneHot h -> Generators.oneHot(h, o);
      case Pad p -> Movements.pad(p, o);
      case Pool p -> Pools.pool(p, o);
      case Quantization q -> QuantizationReference.run(q, o);
      case Range _ -> Generators.range(o);
      case Recurrent r -> RecurrentReference.run(r, o);
      case Reduce r -> Reductions.reduce(r, o);
      case Resize r -> Resampling.resize(r, o);
      case ReverseSequence r -> Sequences.reverse(r, o);
      case Sampling s -> SamplingReference.run(s, o);
      case ScatterElements s -> Gathers.scatterElements(s, o);
      case ScatterNd s -> Gathers.scatterNd(s, o);
      case ShapeOf s -> Generators.shape(s, o);
      case Signal s -> SignalReference.run(s, o);
      case SizeOf _ -> o.out().setLong(0, o.in(0).shape().size());
      case Slice s -> Movements.slice(s, o);
      case Softmax s -> Reductions.softmax(s, o);
      case SpaceToDepth s -> Movements.spaceToDepth(s, o);
      case Split s -> Movements.split(s, o);
      case TensorScatter t -> Sequences.scatter(t, o);
      case Tile _ -> Movements.tile(o);
      case TopK t -> Orders.topK(t, o);
      case Transpose t -> Movements.transpose(t, o);
      case Trilu t -> Generators.trilu(t, o);
      case Unary u -> UnaryElements.run(u, o);
      case Where _ -> BinaryElements.where(o);
    }
  }

  /// A convolution with its error bound's ingredients.
  ///
  /// @param op the operator, window resolved or not
  /// @param inputs x, w, optional bias, optional residual
  /// @param y a tensor of the result's shape; not filled
  /// @return results before the activation, and Σ|aᵢbᵢ| per result
  public static Dots dots(Conv op, List<@Nullable Tensor> inputs, Tensor y) {
    return Convolutions.sums(op, new Operands(op.title(), inputs, List.of(y)));
  }

  /// A transposed convolution with its error bound's ingredients.
  ///
  /// @param op the operator, window resolved or not
  /// @param inputs x, w, optional bias
  /// @param y a tensor of the result's shape; not filled
  /// @return results before the activation, and Σ|aᵢbᵢ| per result
  public static Dots dots(ConvTranspose op, List<@Nullable Tensor> inputs, Tensor y) {
    return Convolutions.sums(op, new Operands(op.title(), inputs, List.of(y)));
  }

  /// A matrix product with its error bound's ingredients.
  ///
  /// @param op the operator
  /// @param inputs A, B, optional C
  /// @param y a tensor of the result's shape; not filled
  /// @return results before the activation, and Σ|aᵢbᵢ| per result
  public static Dots dots(Gemm op, List<@Nullable Tensor> inputs, Tensor y) {
    return MatrixProducts.sums(op, new Operands(op.title(), inputs, List.of(y)));
  }

  /// A batched matrix product with its error bound's ingredients.
  ///
  /// @param op the operator
  /// @param inputs A, B, optional bias
  /// @param y a tensor of the result's shape; not filled
  /// @return results before the activation, and Σ|aᵢbᵢ| per result
  public static Dots dots(MatMul op, List<@Nullable Tensor> inputs, Tensor y) {
    return MatrixProducts.sums(op, new Operands(op.title(), inputs, List.of(y)));
  }

  private static IllegalArgumentException notForBackends(Op op) {
    return new IllegalArgumentException(
        op.title() + ": got it in a graph for backends, required [Bounded] or a session");
  }
}
