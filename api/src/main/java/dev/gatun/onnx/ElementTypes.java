package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.op.*;
import org.jspecify.annotations.Nullable;

/// Element types of results: all that the importer itself must know about values, for `CastLike`
/// and its kind.
final class ElementTypes {
  private ElementTypes() {}

  /// What is known of a node's inputs.
  interface Inputs {
    /// The element type of the input at a place, or null where it is not known.
    @Nullable DType dtype(int i);
  }

  /// The element type of a result.
  ///
  /// @param op the operator
  /// @param output place of the result
  /// @param inputs the operator's inputs
  /// @return null where it is not known
  static @Nullable DType of(Op op, int output, Inputs inputs) {
    return switch (op) {
      case BitCast cast -> cast.to();
      case Cast cast -> cast.to();
      case ConstantOfShape constant -> constant.value().dtype();
      case EyeLike eye -> eye.dtype();
      case ShapeOf _, SizeOf _, ArgReduce _ -> DType.INT64;
      case Pool _, TopK _ -> output == 0 ? inputs.dtype(0) : DType.INT64;
      case Binary binary -> binary.kind().isComparison() ? DType.BOOL : inputs.dtype(0);
      case Unary unary ->
          switch (unary.kind()) {
            case IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF -> DType.BOOL;
            case ABS,
                NEG,
                EXP,
                LOG,
                SQRT,
                RECIPROCAL,
                FLOOR,
                CEIL,
                ROUND,
                SIGN,
                ERF,
                SIN,
                COS,
                TAN,
                ASIN,
                ACOS,
                ATAN,
                SINH,
                COSH,
                ASINH,
                ACOSH,
                ATANH,
                NOT,
                BITWISE_NOT ->
                inputs.dtype(0);
          };
      case LinearAttention _ -> inputs.dtype(output == 1 && inputs.dtype(3) != null ? 3 : 0);
      case Where _ -> inputs.dtype(1);
      case OneHot _ -> inputs.dtype(2);
      case If i -> outputType(i.thenBranch(), output);
      case Loop l -> outputType(l.body(), output + 1); // the condition goes first
      case Scan s -> outputType(s.body(), output);
      case NonMaxSuppression _, NonZero _ -> DType.INT64;
      case Unique _ -> output == 0 ? inputs.dtype(0) : DType.INT64;
      case Quantization q -> QuantizedTypes.of(q, output, inputs);
      case Bounded _, CustomOp _ -> null;
      case Activate _,
          BatchNorm _,
          Compress _,
          Concat _,
          Conv _,
          ConvTranspose _,
          Cumulate _,
          DepthToSpace _,
          Determinant _,
          Einsum _,
          Expand _,
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
          LpNorm _,
          Lrn _,
          MatMul _,
          Pad _,
          Range _,
          Recurrent _,
          Reduce _,
          Reshape _,
          Resize _,
          ReverseSequence _,
          Sampling _,
          ScatterElements _,
          ScatterNd _,
          Signal _,
          Slice _,
          Softmax _,
          SpaceToDepth _,
          Split _,
          Squeeze _,
          TensorScatter _,
          Tile _,
          Transpose _,
          Trilu _,
          Unsqueeze _ ->
          inputs.dtype(0);
    };
  }

  private static @Nullable DType outputType(Graph body, int output) {
    if (output >= body.outputs().size()) {
      return null;
    }
    TensorType type = body.type(body.outputs().get(output));
    return type == null ? null : type.dtype();
  }
}
