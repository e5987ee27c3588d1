package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Convolution of any rank and float type, summed in double, one output element after the other:
/// the last resort for what the blocked kernels do not take.
final class GenericConv extends Partitioned {
  private final Conv op;
  private final Taps taps;
  private final long inPlane;
  private final long outPlane;
  private final long inC;
  private final long outC;

  GenericConv(Signature s, Conv op) {
    this(op, s.inShape(0), s.inShape(1), s.outShape(0));
  }

  private GenericConv(Conv op, Shape x, Shape w, Shape y) {
    super("plain.Conv", y.size(), w.size(1, w.rank()));
    this.op = op;
    long[] input = spatial(x);
    Window window = op.window().resolve(Ints.of(spatial(w)), input);
    this.taps = new Taps(window, input, spatial(y));
    this.inPlane = x.size(2, x.rank());
    this.outPlane = y.size(2, y.rank());
    this.inC = x.dim(1);
    this.outC = y.dim(1);
  }

  static long[] spatial(Shape shape) {
    return Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor w = at(in, 1);
    Tensor bias = in.length > 2 ? in[2] : null;
    Tensor residual = in.length > 3 ? in[3] : null;
    long groupIn = inC / op.groups();
    long groupOut = outC / op.groups();
    for (long i = from; i < to; i++) {
      long position = i % outPlane;
      long c = i / outPlane % outC;
      long n = i / outPlane / outC;
      double sum = bias == null ? 0 : bias.getDouble(c);
      for (int t = 0; t < taps.count(); t++) {
        long place = taps.gather(position, t);
        if (place < 0) {
          continue;
        }
        for (long k = 0; k < groupIn; k++) {
          long source = (n * inC + c / groupOut * groupIn + k) * inPlane + place;
          sum += x.getDouble(source) * w.getDouble((c * groupIn + k) * taps.count() + t);
        }
      }
      sum = residual == null ? sum : sum + residual.getDouble(i);
      at(out, 0).setDouble(i, DoubleFunctions.activate(op.activation(), sum));
    }
  }
}
