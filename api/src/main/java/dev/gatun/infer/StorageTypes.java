package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.TensorType;
import dev.gatun.op.*;

/// Keeps elements that are only stored, [dev.gatun.DType#isStorageOnly], away from operators that
/// calculate with them.
final class StorageTypes {
  private StorageTypes() {}

  /// Requires a node to move or convert its operands where these are only stored.
  ///
  /// @throws InvalidInputException if it calculates with them
  static void check(Operands in) {
    if (takes(in.node().op())) {
      return;
    }
    for (int i = 0; i < in.count(); i++) {
      TensorType type = in.type(i);
      if (type != null && type.dtype().isStorageOnly()) {
        throw new InvalidInputException(
            "got an operand of "
                + type.dtype()
                + ", required a type to calculate with; Cast or DequantizeLinear gives one");
      }
    }
  }

  private static boolean takes(Op op) {
    return switch (op) {
      case BitCast _, Cast _, CustomOp _, Quantization _, ShapeOf _, SizeOf _ -> true;
      case Concat _,
          DepthToSpace _,
          Expand _,
          Flatten _,
          Gather _,
          GatherElements _,
          GatherNd _,
          Identity _,
          OneHot _ ->
          true;
      case Pad _,
          Reshape _,
          ReverseSequence _,
          Slice _,
          SpaceToDepth _,
          Split _,
          Squeeze _,
          Tile _,
          Transpose _,
          Trilu _,
          Unsqueeze _,
          Where _ ->
          true;
      case ControlFlow _ -> true; // what its bodies do is checked there
      case Activate _,
          ArgReduce _,
          BatchNorm _,
          Binary _,
          Bounded _,
          ConstantOfShape _,
          Conv _,
          ConvTranspose _,
          Cumulate _,
          Determinant _,
          Einsum _,
          EyeLike _ ->
          false;
      case Gemm _,
          GlobalPool _,
          GroupNorm _,
          InstanceNorm _,
          LayerNorm _,
          LinearAttention _,
          LpNorm _,
          Lrn _ ->
          false;
      case MatMul _,
          Pool _,
          Range _,
          Recurrent _,
          Reduce _,
          Resize _,
          Sampling _,
          ScatterElements _,
          ScatterNd _,
          Selection _,
          Signal _,
          Softmax _,
          TensorScatter _,
          TopK _,
          Unary _ ->
          false;
    };
  }
}
