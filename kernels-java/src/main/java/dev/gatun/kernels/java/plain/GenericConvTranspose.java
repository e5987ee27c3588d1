package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Ints;
import org.jspecify.annotations.Nullable;

/// Transposed convolution of any rank and float type, summed in double: every output element
/// gathers what the inputs would scatter to it.
final class GenericConvTranspose extends Partitioned {
  private final ConvTranspose op;
  private final Taps taps;
  private final long inPlane;
  private final long outPlane;
  private final long inC;
  private final long outC;

  GenericConvTranspose(Signature s, ConvTranspose op) {
    this(op, s.inShape(0), s.inShape(1), s.outShape(0));
  }

  private GenericConvTranspose(ConvTranspose op, Shape x, Shape w, Shape y) {
    super("plain.ConvTranspose", y.size(), x.dim(1) * w.size(2, w.rank()) / op.groups());
    long[] input = GenericConv.spatial(x);
    this.op = op.resolve(Ints.of(GenericConv.spatial(w)), input);
    this.taps = new Taps(this.op.window(), input, GenericConv.spatial(y));
    this.inPlane = x.size(2, x.rank());
    this.outPlane = y.size(2, y.rank());
    this.inC = x.dim(1);
    this.outC = y.dim(1);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor w = at(in, 1);
    Tensor bias = in.length > 2 ? in[2] : null;
    long groupIn = inC / op.groups();
    long groupOut = outC / op.groups();
    for (long i = from; i < to; i++) {
      long position = i % outPlane;
      long c = i / outPlane % outC;
      long n = i / outPlane / outC;
      long firstIn = c / groupOut * groupIn;
      double sum = bias == null ? 0 : bias.getDouble(c);
      for (int t = 0; t < taps.count(); t++) {
        long place = taps.scatter(position, t);
        if (place < 0) {
          continue;
        }
        for (long k = firstIn; k < firstIn + groupIn; k++) {
          double weight = w.getDouble((k * groupOut + c % groupOut) * taps.count() + t);
          sum += x.getDouble((n * inC + k) * inPlane + place) * weight;
        }
      }
      at(out, 0).setDouble(i, DoubleFunctions.activate(op.activation(), sum));
    }
  }
}
