package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import org.jspecify.annotations.Nullable;

/// A matrix product of any element type: integers in wrapping long arithmetic, floats in double.
final class TypedProduct extends Partitioned {
  private final MatrixProduct product;
  private final MatrixProduct.Layout l;
  private final boolean real;

  TypedProduct(Signature s, MatrixProduct product) {
    super("plain." + s.op().title(), product.rows(), product.layout().n() * product.layout().k());
    this.product = product;
    this.l = product.layout();
    this.real = s.inType(0).isFloat();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor a = at(in, 0);
    Tensor b = at(in, 1);
    Tensor y = at(out, 0);
    for (long i = from; i < to; i++) {
      long batch = i / l.m();
      long row = i - batch * l.m();
      long aStart = l.batches().offset(0, batch, 0) + row * l.aRow();
      long bStart = l.batches().offset(1, batch, 0);
      for (long j = 0; j < l.n(); j++) {
        long bFrom = bStart + j * l.bColumn();
        long c = row * l.cRow() + j * l.cColumn();
        if (real) {
          double sum = product.alpha() * dot(a, aStart, b, bFrom);
          sum = product.hasBias() ? sum + product.beta() * at(in, 2).getDouble(c) : sum;
          y.setDouble(i * l.n() + j, DoubleFunctions.activate(product.activation(), sum));
        } else {
          long sum = scaled(product.alpha(), integerDot(a, aStart, b, bFrom));
          sum = product.hasBias() ? sum + scaled(product.beta(), at(in, 2).getLong(c)) : sum;
          y.setLong(i * l.n() + j, sum);
        }
      }
    }
  }

  private static long scaled(float factor, long value) {
    return factor == 1f ? value : (long) (factor * (double) value);
  }

  private double dot(Tensor a, long aStart, Tensor b, long bStart) {
    double sum = 0;
    for (long k = 0; k < l.k(); k++) {
      sum += a.getDouble(aStart + k * l.aColumn()) * b.getDouble(bStart + k * l.bRow());
    }
    return sum;
  }

  private long integerDot(Tensor a, long aStart, Tensor b, long bStart) {
    long sum = 0;
    for (long k = 0; k < l.k(); k++) {
      sum += a.getLong(aStart + k * l.aColumn()) * b.getLong(bStart + k * l.bRow());
    }
    return sum;
  }
}
