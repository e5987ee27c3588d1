package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Lrn;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Local response normalisation across channels: the squares of `size` channels are summed side by
/// side for a piece of a plane, into the output itself.
final class LocalResponse extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Elements of a plane kept in L1.
  private static final long PIECE = 1024;

  private final Lrn op;
  private final long channels;
  private final long plane;
  private final boolean fast;

  LocalResponse(Signature s, Lrn op) {
    this(s, op, s.inShape(0));
  }

  private LocalResponse(Signature s, Lrn op, Shape x) {
    super("plain.Lrn", x.dim(0) * x.dim(1), x.size(2, x.rank()) * Math.min(op.size(), x.dim(1)));
    this.op = op;
    this.channels = x.dim(1);
    this.plane = x.size(2, x.rank());
    this.fast = s.inType(0) == DType.FLOAT32;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    for (long i = from; i < to; i++) {
      long c = i % channels;
      // ONNX: from c − ⌊(size − 1)/2⌋ to c + ⌈(size − 1)/2⌉
      long first = i - Math.min(c, (op.size() - 1) / 2);
      long last = i + Math.min(channels - 1 - c, op.size() / 2);
      for (long start = 0; start < plane; start += PIECE) {
        long n = Math.min(PIECE, plane - start);
        if (fast) {
          piece(at(in, 0).data(), at(out, 0).data(), i, first, last, start, n);
        } else {
          piece(at(in, 0), at(out, 0), i, first, last, start, n);
        }
      }
    }
  }

  private void piece(
      MemorySegment x, MemorySegment y, long own, long first, long last, long start, long n) {
    long to = 4 * (own * plane + start);
    Elements.fill(4, 0, y, to / 4, 1, n);
    for (long c = first; c <= last; c++) {
      long from = 4 * (c * plane + start);
      for (long i = 0; i < n; i++) {
        float v = x.get(F32, from + 4 * i);
        y.set(F32, to + 4 * i, Math.fma(v, v, y.get(F32, to + 4 * i)));
      }
    }
    float factor = op.alpha() / op.size();
    float bias = op.bias();
    if (op.beta() == 0.75f) { // d^¾ = √d·√√d, all that networks use
      for (long i = 0; i < n; i++) {
        float d = Math.fma(y.get(F32, to + 4 * i), factor, bias);
        float root = (float) Math.sqrt(d);
        y.set(F32, to + 4 * i, x.get(F32, to + 4 * i) / (root * (float) Math.sqrt(root)));
      }
    } else {
      for (long i = 0; i < n; i++) {
        double d = Math.fma(y.get(F32, to + 4 * i), factor, bias);
        y.set(F32, to + 4 * i, (float) (x.get(F32, to + 4 * i) / StrictMath.pow(d, op.beta())));
      }
    }
  }

  private void piece(Tensor x, Tensor y, long own, long first, long last, long start, long n) {
    for (long i = start; i < start + n; i++) {
      double sum = 0;
      for (long c = first; c <= last; c++) {
        double v = x.getDouble(c * plane + i);
        sum += v * v;
      }
      double d = op.bias() + (double) op.alpha() / op.size() * sum;
      y.setDouble(own * plane + i, x.getDouble(own * plane + i) / StrictMath.pow(d, op.beta()));
    }
  }
}
