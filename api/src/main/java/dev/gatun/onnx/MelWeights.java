package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.Unary;

/// MelWeightMatrix of opset 17: triangles over the bins of a spectrum, whose corners lie evenly on
/// the mel scale, mel(h) = 2595·log₁₀(1 + h/700).
///
/// Inputs, scalars: number of triangles m, length n of the Fourier transform, samples per second,
/// lowest and highest frequency in hertz. Output: `[⌊n/2⌋ + 1, m]`. Triangle i rises from 0 at
/// corner i to 1 at corner i + 1 and falls to 0 at corner i + 2 of m + 2, each rounded down to a
/// bin; a side of width 0 is a step. Computed in double.
final class MelWeights {
  /// mel(h) = MEL·ln(1 + h/700).
  private static final double MEL = 2595 / Math.log(10);

  private final Formula f;

  private MelWeights(Formula f) {
    this.f = f;
  }

  static void lower(OnnxNode node, Emitter out) {
    Formula f = new Formula(out);
    out.emit(new Cast(SignalWindow.type(node)), new MelWeights(f).matrix(node));
  }

  private String matrix(OnnxNode node) {
    String length = f.count(node.in(1));
    String corners = corners(node, length);
    String left = f.slice(corners, 0, 0, -2, 1);
    String top = f.slice(corners, 0, 1, -1, 1);
    String right = f.slice(corners, 0, 2, Long.MAX_VALUE, 1);
    String bins = f.add(f.div(length, f.ints(2)), f.ints(1));
    String bin = f.unsqueeze(real(f.range(bins)), 1);
    String rising =
        side(f.sub(bin, left), f.sub(top, left), f.binary(Binary.Kind.LESS_OR_EQUAL, top, bin));
    String falling =
        side(f.sub(right, bin), f.sub(right, top), f.binary(Binary.Kind.LESS_OR_EQUAL, bin, top));
    return f.binary(Binary.Kind.MAX, f.binary(Binary.Kind.MIN, rising, falling), number(0));
  }

  /// A side of every triangle: way / width, or where the width is 0 whether the top is reached.
  private String side(String way, String width, String reached) {
    String slope = f.div(way, f.binary(Binary.Kind.MAX, width, number(1)));
    String isSlope = f.binary(Binary.Kind.GREATER, width, number(0));
    return f.where(isSlope, slope, real(reached));
  }

  /// The bins in which the triangles' corners lie, whole numbers.
  private String corners(OnnxNode node, String length) {
    String count = f.add(f.count(node.in(0)), f.ints(2));
    String low = mel(f.single(node.in(3)));
    String high = mel(f.single(node.in(4)));
    String step = f.div(f.sub(high, low), real(count));
    String mels = f.add(f.mul(real(f.range(count)), step), low);
    String ratio = f.unary(Unary.Kind.EXP, f.div(mels, number(MEL)));
    String hertz = f.mul(f.sub(ratio, number(1)), number(700));
    String scaled = f.mul(hertz, f.add(real(length), number(1)));
    return f.unary(Unary.Kind.FLOOR, f.div(scaled, real(f.count(node.in(2)))));
  }

  private String mel(String hertz) {
    String ratio = f.add(f.div(real(hertz), number(700)), number(1));
    return f.mul(f.unary(Unary.Kind.LOG, ratio), number(MEL));
  }

  private String real(String x) {
    return f.cast(DType.FLOAT64, x);
  }

  private String number(double value) {
    return f.number(DType.FLOAT64, value);
  }
}
