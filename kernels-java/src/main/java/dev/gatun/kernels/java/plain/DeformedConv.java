package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.DeformConv;
import dev.gatun.op.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// DeformConv in two steps for a few neighbouring places at a time: interpolate what every tap of
/// every channel reads there (`column[tap][place]`), then multiply the weights' rows with it. Sums
/// in double.
final class DeformedConv extends Partitioned {
  /// Places at a time: rows of the column matrix are whole vectors of any width.
  private static final int PLACES = 16;

  private final DeformConv op;
  private final Window window;
  private final Shape x;
  private final Shape w;
  private final long outPlane;
  private final long outW;
  private final long chunks;
  private final int taps;
  private final int depth;
  private final ThreadLocal<double[]> columns;
  private final ThreadLocal<double[]> sums = ThreadLocal.withInitial(() -> new double[PLACES]);

  DeformedConv(Signature s, DeformConv op) {
    this(op, s.inShape(0), s.inShape(1), s.outShape(0));
  }

  private DeformedConv(DeformConv op, Shape x, Shape w, Shape y) {
    super(
        "plain.DeformConv",
        y.dim(0) * Math.ceilDiv(y.size(2, 4), PLACES),
        PLACES * (y.dim(1) * w.size(1, 4) + 8 * x.dim(1) * w.size(2, 4)));
    this.op = op;
    this.window = op.window();
    this.x = x;
    this.w = w;
    this.outPlane = y.size(2, 4);
    this.outW = y.dim(3);
    this.chunks = Math.ceilDiv(outPlane, PLACES);
    this.taps = Math.toIntExact(w.size(2, 4));
    this.depth = Math.toIntExact(w.size(1, 4));
    int rows = Math.multiplyExact(x.intDim(1), taps);
    int length = Math.multiplyExact(rows, PLACES);
    this.columns = ThreadLocal.withInitial(() -> new double[length]);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    double[] column = columns.get();
    for (long i = from; i < to; i++) {
      long n = i / chunks;
      long first = i % chunks * PLACES;
      int count = (int) Math.min(PLACES, outPlane - first);
      Arrays.fill(column, 0);
      for (int p = 0; p < count; p++) {
        for (int share = 0; share < op.offsetGroups(); share++) {
          for (int t = 0; t < taps; t++) {
            read(in, n, first + p, share, t, column, p);
          }
        }
      }
      multiply(in, column, at(out, 0), n, first, count);
    }
  }

  /// What one tap reads at one place, for all channels that share its offset.
  private void read(
      @Nullable Tensor[] in, long n, long place, int share, int t, double[] column, int p) {
    long entry = (n * op.offsetGroups() + share) * taps + t;
    Tensor offsets = at(in, 2);
    double v =
        place / outW * window.strides().get(0)
            - window.padsBegin().get(0)
            + t / w.dim(3) * window.dilations().get(0)
            + offsets.getDouble(2 * entry * outPlane + place);
    double u =
        place % outW * window.strides().get(1)
            - window.padsBegin().get(1)
            + t % w.dim(3) * window.dilations().get(1)
            + offsets.getDouble((2 * entry + 1) * outPlane + place);
    if (!(v > -1 && v < x.dim(2) && u > -1 && u < x.dim(3))) {
      return;
    }
    Tensor mask = in.length > 4 ? in[4] : null;
    double factor = mask == null ? 1 : mask.getDouble(entry * outPlane + place);
    long row = (long) Math.floor(v);
    long left = (long) Math.floor(u);
    long perShare = x.dim(1) / op.offsetGroups();
    for (long c = share * perShare; c < (share + 1) * perShare; c++) {
      long plane = (n * x.dim(1) + c) * x.dim(2) * x.dim(3);
      double upper = between(at(in, 0), plane, row, left, u - left);
      double lower = between(at(in, 0), plane, row + 1, left, u - left);
      double value = upper + (v - row) * (lower - upper);
      column[(int) (c * taps + t) * PLACES + p] = factor * value;
    }
  }

  /// Between two neighbours of a row; pixels outside are 0.
  private double between(Tensor values, long plane, long row, long left, double t) {
    if (row < 0 || row >= x.dim(2)) {
      return 0;
    }
    long start = plane + row * x.dim(3) + left;
    double a = left < 0 ? 0 : values.getDouble(start);
    double b = left + 1 >= x.dim(3) ? 0 : values.getDouble(start + 1);
    return a + t * (b - a);
  }

  private void multiply(
      @Nullable Tensor[] in, double[] column, Tensor y, long n, long first, int count) {
    Tensor weights = at(in, 1);
    Tensor bias = in.length > 3 ? in[3] : null;
    double[] sum = sums.get();
    long outC = w.dim(0);
    for (long c = 0; c < outC; c++) {
      Arrays.fill(sum, bias == null ? 0 : bias.getDouble(c));
      int firstRow = (int) (c / (outC / op.groups())) * depth;
      for (int k = 0; k < depth; k++) {
        double weight = weights.getDouble(c * depth + k);
        int row = (firstRow + k) * PLACES;
        for (int p = 0; p < PLACES; p++) {
          sum[p] += weight * column[row + p];
        }
      }
      for (int p = 0; p < count; p++) {
        y.setDouble((n * outC + c) * outPlane + first + p, sum[p]);
      }
    }
  }
}
