package dev.gatun.infer;

import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.DynamicQuantizeLinear;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.Op;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.Quantization;
import dev.gatun.op.QuantizeLinear;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Quantization] operators.
final class QuantizationRules {
  private QuantizationRules() {}

  /// The operator with all components filled in that are known: windows resolved, axes counted from
  /// the front where they may be.
  static Op bind(Quantization op, Operands in) {
    return switch (op) {
      case QuantizeLinear q ->
          new QuantizeLinear(
              q.to(), axis(q.axis(), in), q.blockSize(), q.precision(), q.saturate());
      case DequantizeLinear d -> new DequantizeLinear(d.to(), axis(d.axis(), in), d.blockSize());
      case ConvInteger c ->
          new ConvInteger(WindowBinding.window(c.window(), in.dims(0), in.dims(1)), c.groups());
      case QLinearConv c ->
          new QLinearConv(WindowBinding.window(c.window(), in.dims(0), in.dims(3)), c.groups());
      case DynamicQuantizeLinear _, MatMulInteger _, QLinearMatMul _ -> op;
    };
  }

  /// An axis beyond x's rank stays: a scale for all of x does not look at it.
  private static int axis(int axis, Operands in) {
    List<Dim> x = in.dims(0);
    return x != null && axis < 0 && axis >= -x.size() ? axis + x.size() : axis;
  }

  /// No input is a parameter: scales and zero points may change from run to run.
  static Ints unbound(Quantization op) {
    return switch (op) {
      case ConvInteger _,
          DequantizeLinear _,
          DynamicQuantizeLinear _,
          MatMulInteger _,
          QLinearConv _,
          QLinearMatMul _,
          QuantizeLinear _ ->
          Ints.EMPTY;
    };
  }

  /// The types of all outputs, null where nothing is known.
  static List<@Nullable TensorType> types(Quantization op, Operands in) {
    return switch (op) {
      case QuantizeLinear q -> one(ScaleTypes.quantize(q, in));
      case DequantizeLinear d -> one(ScaleTypes.dequantize(d, in));
      case DynamicQuantizeLinear _ -> ScaleTypes.dynamic(in);
      case ConvInteger c -> one(QuantizedProducts.conv(c, in));
      case QLinearConv c -> one(QuantizedProducts.conv(c, in));
      case MatMulInteger _ -> one(QuantizedProducts.matMul(in));
      case QLinearMatMul _ -> one(QuantizedProducts.qLinearMatMul(in));
    };
  }

  private static List<@Nullable TensorType> one(@Nullable TensorType type) {
    return Collections.singletonList(type);
  }
}
