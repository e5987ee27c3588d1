package dev.gatun.kernels.java.plain;

import dev.gatun.op.ConvInteger;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.DynamicQuantizeLinear;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.Quantization;
import dev.gatun.op.QuantizeLinear;

/// Kernels of the [Quantization] operators.
final class QuantizationKernels {
  private QuantizationKernels() {}

  static PlainKernel plan(Signature s, Quantization op) {
    return switch (op) {
      case QuantizeLinear q -> new Quantizer(s, q);
      case DequantizeLinear d -> new Dequantizer(s, d);
      case DynamicQuantizeLinear _ -> new DynamicQuantizer(s);
      case ConvInteger c -> IntegerConv.of(s, c);
      case QLinearConv c -> IntegerConv.of(s, c);
      case MatMulInteger _ -> IntegerMatMul.sums(s);
      case QLinearMatMul _ -> IntegerMatMul.quantized(s);
    };
  }
}
