package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elementwise kernels for every element type: integers in wrapping long arithmetic, floats in
/// double.
final class TypedElementwise {
  private TypedElementwise() {}

  static PlainKernel activate(Signature s, Activation f) {
    return new Spans("plain." + f.kind(), s.outShape(0), List.of(s.inShape(0))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        Tensor x = at(in, 0);
        long from = first(0, row, start);
        long to = target(row, start);
        for (long i = 0; i < n; i++) {
          y.setDouble(to + i, DoubleFunctions.activate(f, x.getDouble(from + i)));
        }
      }
    };
  }

  static PlainKernel unary(Signature s, Unary.Kind f) {
    DType dtype = s.inType(0);
    return new Spans("plain." + f, s.outShape(0), List.of(s.inShape(0))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        Tensor x = at(in, 0);
        long from = first(0, row, start);
        long to = target(row, start);
        if (dtype.isFloat()) {
          for (long i = 0; i < n; i++) {
            y.setDouble(to + i, DoubleFunctions.unary(f, x.getDouble(from + i)));
          }
        } else {
          for (long i = 0; i < n; i++) {
            y.setLong(to + i, LongFunctions.unary(f, dtype, x.getLong(from + i)));
          }
        }
      }
    };
  }

  static PlainKernel binary(Signature s, Binary op) {
    Binary.Kind f = op.kind();
    boolean real = s.inType(0).isFloat() || s.inType(1).isFloat();
    boolean unsigned = s.inType(0).isUnsigned();
    boolean activates = !op.activation().isNone();
    int bits = 8 * s.inType(0).bytes();
    return new Spans("plain." + f, s.outShape(0), List.of(s.inShape(0), s.inShape(1))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        Tensor a = at(in, 0);
        Tensor b = at(in, 1);
        long fromA = first(0, row, start);
        long fromB = first(1, row, start);
        long stepA = step(0);
        long stepB = step(1);
        long to = target(row, start);
        for (long i = 0; i < n; i++) {
          long ia = fromA + i * stepA;
          long ib = fromB + i * stepB;
          if (real) {
            double v = DoubleFunctions.binary(f, a.getDouble(ia), b.getDouble(ib));
            y.setDouble(to + i, activates ? DoubleFunctions.activate(op.activation(), v) : v);
          } else {
            y.setLong(
                to + i, LongFunctions.binary(f, unsigned, bits, a.getLong(ia), b.getLong(ib)));
          }
        }
      }
    };
  }

  /// Picks elements by their bits, whatever the type.
  static PlainKernel where(Signature s) {
    int bytes = s.outType(0).bytes();
    return new Spans(
        "plain.Where", s.outShape(0), List.of(s.inShape(0), s.inShape(1), s.inShape(2))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        Tensor condition = at(in, 0);
        Tensor a = at(in, 1);
        Tensor b = at(in, 2);
        long fromC = first(0, row, start);
        long fromA = first(1, row, start);
        long fromB = first(2, row, start);
        long to = target(row, start);
        if (step(0) == 0) { // one answer for the whole run
          Tensor chosen = Elements.bits(1, condition.data(), fromC) != 0 ? a : b;
          long from = chosen == a ? fromA : fromB;
          long step = chosen == a ? step(1) : step(2);
          Elements.copyMatrix(bytes, chosen.data(), from, 0, step, y.data(), to, 0, 1, 1, n);
          return;
        }
        for (long i = 0; i < n; i++) {
          boolean yes = Elements.bits(1, condition.data(), fromC + i) != 0;
          long bits =
              yes
                  ? Elements.bits(bytes, a.data(), fromA + i * step(1))
                  : Elements.bits(bytes, b.data(), fromB + i * step(2));
          Elements.set(bytes, y.data(), to + i, bits);
        }
      }
    };
  }
}
