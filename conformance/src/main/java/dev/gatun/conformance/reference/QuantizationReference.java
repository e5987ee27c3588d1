package dev.gatun.conformance.reference;

import dev.gatun.op.ConvInteger;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.DynamicQuantizeLinear;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.Quantization;
import dev.gatun.op.QuantizeLinear;

/// The [Quantization] operators by their definitions.
final class QuantizationReference {
  private QuantizationReference() {}

  static void run(Quantization op, Operands o) {
    switch (op) {
      case QuantizeLinear q -> Scalings.quantize(q, o);
      case DequantizeLinear d -> Scalings.dequantize(d, o);
      case DynamicQuantizeLinear _ -> Scalings.dynamic(o);
      case ConvInteger c -> IntegerProducts.conv(c, o);
      case MatMulInteger _ -> IntegerProducts.matMul(o);
      case QLinearConv c -> IntegerProducts.conv(c, o);
      case QLinearMatMul _ -> IntegerProducts.qLinearMatMul(o);
    }
  }
}
