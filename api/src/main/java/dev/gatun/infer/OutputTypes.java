package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.graph.TensorType;
import dev.gatun.op.*;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The type of every output of a node, from its bound operator and what is known of its inputs.
///
/// The rules throw [dev.gatun.InvalidInputException] with what was got and what is required; the
/// walk that calls them adds which node it was.
final class OutputTypes {
  private OutputTypes() {}

  /// The types of a node's outputs, null where nothing is known.
  static List<@Nullable TensorType> of(Operands in) {
    Op op = in.node().op();
    StorageTypes.check(in);
    int outputs = in.node().outputs().size();
    List<@Nullable TensorType> several = several(op, in);
    if (several != null) {
      return several;
    }
    List<@Nullable TensorType> types =
        new ArrayList<@Nullable TensorType>(Collections.nCopies(outputs, null));
    TensorType first = first(op, in);
    if (outputs > 0) {
      types.set(0, first);
    }
    if (op instanceof Pool && outputs > 1 && first != null) {
      types.set(1, new TensorType(DType.INT64, first.dims()));
    }
    return types;
  }

  /// The operators of several outputs.
  private static @Nullable List<@Nullable TensorType> several(Op op, Operands in) {
    if (op instanceof Split split) {
      return LayoutTypes.split(split, in, in.node().outputs().size());
    }
    if (op instanceof TopK topK) {
      return IndexTypes.topK(topK, in);
    }
    if (op instanceof Quantization q) {
      return QuantizationRules.types(q, in);
    }
    if (op instanceof Recurrent r) {
      return RecurrentRules.types(r, in);
    }
    if (op instanceof Sampling s) {
      return SamplingRules.types(s, in);
    }
    if (op instanceof Selection s) {
      return SelectionRules.types(s, in);
    }
    if (op instanceof Signal s) {
      return SignalRules.types(s, in);
    }
    if (op instanceof Bounded b) {
      return SelectionRules.bounds(b.selection(), in);
    }
    if (op instanceof CustomOp c) {
      return CustomTypes.types(c, in);
    }
    if (op instanceof LinearAttention l) {
      return AttentionTypes.linear(l, in);
    }
    return op instanceof ControlFlow c ? ControlFlowRules.types(c, in) : null;
  }

  private static @Nullable TensorType first(Op op, Operands in) {
    return switch (op) {
      case Activate _ -> ElementTypes.activate(in);
      case Unary u -> ElementTypes.unary(u, in);
      case Binary b -> ElementTypes.binary(b, in);
      case Where _ -> ElementTypes.where(in);
      case BitCast c -> ElementTypes.bitCast(c, in);
      case Cast c -> in.typed(c.to(), x -> x);
      case Identity _ -> in.type(0);
      case Conv c -> WindowTypes.conv(c, in);
      case ConvTranspose c -> WindowTypes.convTranspose(c, in);
      case Pool p -> in.likeFirst(x -> WindowTypes.pool(p, x));
      case GlobalPool _ -> in.likeFirst(WindowTypes::globalPool);
      case Resize r -> in.likeFirst(x -> WindowTypes.resize(r, x, in));
      case DepthToSpace d -> in.likeFirst(x -> WindowTypes.depthToSpace(d, x));
      case SpaceToDepth s -> in.likeFirst(x -> WindowTypes.spaceToDepth(s, x));
      case Einsum e -> EinsumRules.type(e, in);
      case Gemm g -> MatrixTypes.gemm(g, in);
      case MatMul _ -> MatrixTypes.matMul(in);
      case Determinant _ -> MatrixTypes.determinant(in);
      case BatchNorm _ -> NormTypes.batchNorm(in);
      case InstanceNorm _ -> NormTypes.instanceNorm(in);
      case GroupNorm g -> NormTypes.groupNorm(g, in);
      case LayerNorm n -> NormTypes.layerNorm(n, in);
      case Lrn l -> NormTypes.lrn(l, in);
      case LpNorm n -> NormTypes.alongAxis(n.axis(), in);
      case Softmax s -> NormTypes.softmax(s, in);
      case Cumulate c -> NormTypes.alongAxis(c.axis() == null ? 0 : c.axis(), in);
      case Reduce r -> ReduceTypes.reduce(r, in);
      case ArgReduce a -> ReduceTypes.argReduce(a, in);
      case Reshape r -> LayoutTypes.reshape(r, in);
      case Flatten f -> in.likeFirst(x -> LayoutTypes.flatten(f, x));
      case Transpose t -> in.likeFirst(x -> LayoutTypes.transpose(t, x));
      case Squeeze s -> in.likeFirst(x -> LayoutTypes.squeeze(s, x));
      case Unsqueeze u -> in.likeFirst(x -> LayoutTypes.unsqueeze(u, x, in));
      case Concat c -> LayoutTypes.concat(c, in);
      case Slice s -> in.likeFirst(x -> ExtentTypes.slice(s, x, in));
      case Pad p -> in.likeFirst(x -> ExtentTypes.pad(p, x, in));
      case Expand e -> in.likeFirst(x -> ExtentTypes.expand(e, x, in));
      case Tile t -> in.likeFirst(x -> ExtentTypes.tile(t, x, in));
      case Gather g -> IndexTypes.gather(g, in);
      case GatherElements g -> IndexTypes.gatherElements(g, in);
      case GatherNd g -> IndexTypes.gatherNd(g, in);
      case ScatterElements s -> IndexTypes.scatterElements(s, in);
      case ScatterNd _ -> IndexTypes.scatterNd(in);
      case ReverseSequence r -> IndexTypes.reverseSequence(r, in);
      case TensorScatter t -> IndexTypes.tensorScatter(t, in);
      case OneHot o -> IndexTypes.oneHot(o, in);
      case Trilu _ -> in.likeFirst(SourceTypes::matrices);
      case EyeLike e -> in.typed(e.dtype(), SourceTypes::matrix);
      case ShapeOf s -> in.typed(DType.INT64, x -> SourceTypes.shapeOf(s, x));
      case SizeOf _ -> new TensorType(DType.INT64, List.of());
      case Range _ -> SourceTypes.range(in);
      case ConstantOfShape c -> SourceTypes.constantOfShape(c, in);
      case Bounded _,
          ControlFlow _,
          CustomOp _,
          LinearAttention _,
          Quantization _,
          Recurrent _,
          Sampling _,
          Selection _,
          Signal _,
          Split _,
          TopK _ ->
          null;
    };
  }
}
