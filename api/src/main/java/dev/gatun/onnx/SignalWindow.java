package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.op.Cast;
import dev.gatun.op.Unary;

/// Windows that are sums of cosines (Harris 1978): `w[t] = a − b·cos(2πt/n) + c·cos(4πt/n)`, where
/// n is the size of a periodic window and one less than that of a symmetric one. Computed in
/// double.
final class SignalWindow {
  private SignalWindow() {}

  static void lower(double a, double b, double c, OnnxNode node, Emitter out) {
    Long length = node.integer(0, "size");
    if (length != null && length < 0) {
      throw node.wrong("got size " + length + ", required 0 or more");
    }
    Formula f = new Formula(out);
    String size = f.count(node.in(0));
    String places = f.cast(DType.FLOAT64, f.range(size));
    String period = node.attributes().flag("periodic", true) ? size : f.sub(size, f.ints(1));
    String turns = f.div(places, f.cast(DType.FLOAT64, period));
    String window = f.sub(number(a, f), wave(b, 2 * Math.PI, turns, f));
    if (c != 0) {
      window = f.add(window, wave(c, 4 * Math.PI, turns, f));
    }
    out.emit(new Cast(type(node)), window);
  }

  private static String wave(double height, double angle, String turns, Formula f) {
    String cos = f.unary(Unary.Kind.COS, f.mul(turns, number(angle, f)));
    return f.mul(cos, number(height, f));
  }

  private static String number(double value, Formula f) {
    return f.number(DType.FLOAT64, value);
  }

  /// The type that a node which makes numbers from nothing is to make.
  static DType type(OnnxNode node) {
    return DataTypes.of(node.attributes().smallInteger("output_datatype", 1), node.place());
  }
}
