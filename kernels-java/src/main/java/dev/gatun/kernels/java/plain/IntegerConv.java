package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.Ints;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.Window;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// ConvInteger and QLinearConv as one product for each image and group: rows are output channels,
/// columns output positions, terms the taps of all input channels. Pads stand for the zero point,
/// so they are 0 in a panel.
final class IntegerConv extends IntegerProduct {
  private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
  private static final int BIAS = 8;

  /// Places among the inputs; −1 for none.
  private record Places(int w, int xScale, int wScale, int xZero, int wZero, int bias) {}

  private final ConvPlanes planes;
  private final int groups;
  private final int groupIn;
  private final int groupOut;
  private final Places places;
  private final int xMask;
  private final int wMask;
  private final Requantization result;

  static PlainKernel of(Signature s, ConvInteger op) {
    Places places = new Places(1, -1, -1, s.hasInput(2) ? 2 : -1, s.hasInput(3) ? 3 : -1, -1);
    return of(s, op.window(), op.groups(), places);
  }

  static PlainKernel of(Signature s, QLinearConv op) {
    Places places = new Places(3, 1, 4, 2, 5, s.hasInput(BIAS) ? BIAS : -1);
    return of(s, op.window(), op.groups(), places);
  }

  private static PlainKernel of(Signature s, Window window, int groups, Places places) {
    Shape x = s.inShape(0);
    Shape w = s.inShape(places.w);
    long[] input = GenericConv.spatial(x);
    Window resolved = window.resolve(Ints.of(GenericConv.spatial(w)), input);
    ConvPlanes planes = ConvPlanes.of(resolved, input, GenericConv.spatial(s.outShape(0)));
    Extents extents =
        new Extents(
            x.dim(0) * groups,
            Math.toIntExact(w.dim(0) / groups),
            planes.outSize(),
            Math.toIntExact(w.size(1, w.rank())));
    return new IntegerConv(s, extents, planes, groups, w.intDim(1), places);
  }

  private IntegerConv(
      Signature s, Extents extents, ConvPlanes planes, int groups, int groupIn, Places places) {
    super("plain." + s.op().title(), extents);
    this.planes = planes;
    this.groups = groups;
    this.groupIn = groupIn;
    this.groupOut = extents.rows();
    this.places = places;
    this.xMask = s.inType(0) == DType.UINT8 ? 0xff : -1;
    this.wMask = s.inType(places.w) == DType.UINT8 ? 0xff : -1;
    this.result = Requantization.of(s.outType(0));
  }

  @Override
  void packColumns(@Nullable Tensor[] in, long batch, long column, int count, float[] panel) {
    MemorySegment x = at(in, 0).data();
    int zero = places.xZero < 0 ? 0 : (int) at(in, places.xZero).getLong(0);
    int taps = planes.taps();
    for (int t = 0; t < terms(); t++) {
      long plane = (batch * groupIn + t / taps) * planes.inSize();
      planes.gather(x, plane, xMask, zero, t % taps, column, count, panel, t * width());
      Arrays.fill(panel, t * width() + count, (t + 1) * width(), 0);
    }
  }

  @Override
  void packRows(@Nullable Tensor[] in, long batch, int row, int count, float[] left) {
    MemorySegment w = at(in, places.w).data();
    if (count < 4) {
      Arrays.fill(left, 0, 4 * terms(), 0);
    }
    for (int i = 0; i < count; i++) {
      long channel = channel(batch, row + i);
      int zero = places.wZero < 0 ? 0 : (int) perChannel(at(in, places.wZero), channel);
      long from = channel * terms();
      for (int t = 0; t < terms(); t++) {
        left[4 * t + i] = (w.get(I8, from + t) & wMask) - zero;
      }
    }
  }

  private long channel(long batch, int row) {
    return batch % groups * groupOut + row;
  }

  private static double perChannel(Tensor parameter, long channel) {
    return parameter.getDouble(parameter.shape().size() == 1 ? 0 : channel);
  }

  @Override
  void store(
      @Nullable Tensor[] in,
      Tensor y,
      long batch,
      int row,
      long column,
      int[] sums,
      int from,
      int count) {
    long channel = channel(batch, row);
    if (places.bias >= 0) {
      int bias = (int) at(in, places.bias).getLong(channel);
      for (int j = from; j < from + count; j++) {
        sums[j] += bias;
      }
    }
    float scales =
        places.xScale < 0
            ? 1
            : (float) at(in, places.xScale).getDouble(0)
                * (float) perChannel(at(in, places.wScale), channel);
    long at = (batch * groupOut + row) * planes.outSize() + column;
    result.store(in, y, at, sums, from, count, scales);
  }
}
