package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.DynamicQuantizeLinear;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.Quantization;
import dev.gatun.op.QuantizeLinear;
import org.jspecify.annotations.Nullable;

/// Element types of the results of [Quantization] operators.
final class QuantizedTypes {
  private QuantizedTypes() {}

  static @Nullable DType of(Quantization op, int output, ElementTypes.Inputs inputs) {
    return switch (op) {
      case QuantizeLinear q -> q.to();
      case DequantizeLinear d -> d.to();
      case DynamicQuantizeLinear _ -> output == 1 ? DType.FLOAT32 : DType.UINT8;
      case ConvInteger _, MatMulInteger _ -> DType.INT32;
      case QLinearConv _, QLinearMatMul _ -> inputs.dtype(7);
    };
  }
}
