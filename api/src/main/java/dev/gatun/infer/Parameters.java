package dev.gatun.infer;

import dev.gatun.graph.Node;
import dev.gatun.op.*;

/// Which inputs of a node are parameters: values that decide its output's shape or what it
/// computes, and that a backend expects to be bound.
final class Parameters {
  private static final Ints FIRST = Ints.of(0);
  private static final Ints SECOND = Ints.of(1);

  private Parameters() {}

  /// The places of parameter inputs that are not bound yet; absent inputs are left out by the
  /// caller.
  ///
  /// @param node the node
  /// @return places, empty for a bound node
  static Ints unbound(Node node) {
    return switch (node.op()) {
      case ConstantOfShape op -> op.dims() == null ? FIRST : Ints.EMPTY;
      case Cumulate op -> op.axis() == null ? SECOND : Ints.EMPTY;
      case Expand op -> op.dims() == null ? SECOND : Ints.EMPTY;
      case OneHot op -> op.depth() == null ? SECOND : Ints.EMPTY;
      case Pad op -> op.begin() == null ? Ints.of(1, 3) : Ints.EMPTY;
      case Range _ -> Ints.of(0, 1, 2);
      case Reduce op -> op.axes() == null ? SECOND : Ints.EMPTY;
      case Reshape op -> op.dims() == null ? SECOND : Ints.EMPTY;
      case Resize op -> op.scales() == null && op.sizes() == null ? Ints.of(1, 2, 3) : Ints.EMPTY;
      case Slice op -> op.starts() == null ? Ints.of(1, 2, 3, 4) : Ints.EMPTY;
      case Split op -> op.sizes() == null ? SECOND : Ints.EMPTY;
      case Squeeze op -> op.axes() == null ? SECOND : Ints.EMPTY;
      case Tile op -> op.repeats() == null ? SECOND : Ints.EMPTY;
      case TopK op -> op.k() == null ? SECOND : Ints.EMPTY;
      case Trilu op -> op.k() == null ? SECOND : Ints.EMPTY;
      case Unsqueeze op -> op.axes() == null ? SECOND : Ints.EMPTY;
      case Recurrent r -> RecurrentRules.unbound(r);
      case Sampling s -> SamplingRules.unbound(s);
      case Quantization q -> QuantizationRules.unbound(q);
      case Signal s -> SignalRules.unbound(s);
      case Activate _,
          ArgReduce _,
          BatchNorm _,
          Binary _,
          BitCast _,
          Bounded _,
          Cast _,
          Concat _,
          ControlFlow _,
          Conv _,
          ConvTranspose _,
          CustomOp _ ->
          Ints.EMPTY;
      case DepthToSpace _,
          Determinant _,
          Einsum _,
          EyeLike _,
          Flatten _,
          Gather _,
          GatherElements _,
          GatherNd _,
          Gemm _,
          GlobalPool _ ->
          Ints.EMPTY;
      case GroupNorm _,
          Identity _,
          InstanceNorm _,
          LayerNorm _,
          LpNorm _,
          LinearAttention _,
          Lrn _,
          MatMul _,
          Pool _ ->
          Ints.EMPTY;
      case ReverseSequence _,
          ScatterElements _,
          ScatterNd _,
          Selection _,
          ShapeOf _,
          SizeOf _,
          Softmax _,
          SpaceToDepth _,
          TensorScatter _,
          Transpose _,
          Unary _ ->
          Ints.EMPTY;
      case Where _ -> Ints.EMPTY;
    };
  }
}
