package dev.gatun.kernels.java.plain;

import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Planes of a convolution of bytes: which input element a tap of the window finds at an output
/// position. One and two spatial axes are three with leading extents of 1.
///
/// @param in input extents
/// @param out output extents
/// @param kernel window extents
/// @param strides per axis
/// @param dilations per axis
/// @param pads at the beginning
@SuppressWarnings("ArrayRecordComponent") // read in inner loops, never compared
record ConvPlanes(
    long[] in, long[] out, int[] kernel, long[] strides, long[] dilations, long[] pads) {
  /// A window that touches each element once, in order, sees a plane as one long row.
  static ConvPlanes of(Window window, long[] input, long[] output) {
    boolean flat = Arrays.equals(input, output);
    for (int d = 0; d < input.length; d++) {
      flat &= window.kernel().at(d) == 1 && window.strides().at(d) == 1;
      flat &= window.padsBegin().at(d) == 0;
    }
    if (flat) {
      long size = Arrays.stream(input).reduce(1, (a, b) -> a * b);
      long[] row = {1, 1, size};
      long[] ones = {1, 1, 1};
      return new ConvPlanes(row, row, new int[] {1, 1, 1}, ones, ones, new long[3]);
    }
    return new ConvPlanes(
        three(input, 1),
        three(output, 1),
        Arrays.stream(three(window.kernel(), 1)).mapToInt(Math::toIntExact).toArray(),
        three(window.strides(), 1),
        three(window.dilations(), 1),
        three(window.padsBegin(), 0));
  }

  private static long[] three(Ints values, long lead) {
    return three(values.toArray(), lead);
  }

  private static long[] three(long[] values, long lead) {
    long[] all = {lead, lead, lead};
    System.arraycopy(values, 0, all, 3 - values.length, values.length);
    return all;
  }

  /// @return elements of an input plane
  long inSize() {
    return in[0] * in[1] * in[2];
  }

  /// @return elements of an output plane
  long outSize() {
    return out[0] * out[1] * out[2];
  }

  /// @return taps of the window
  int taps() {
    return kernel[0] * kernel[1] * kernel[2];
  }

  /// Collects what one tap sees at neighbouring output positions, less the zero point; 0 on pads.
  ///
  /// @param x bytes
  /// @param plane first element of the input plane
  /// @param mask bits that count of a byte once it is an int
  /// @param zero the zero point
  /// @param tap which tap, row-major
  /// @param position first output position
  /// @param count positions
  /// @param panel where to
  /// @param to first element there
  void gather(
      MemorySegment x,
      long plane,
      int mask,
      int zero,
      int tap,
      long position,
      int count,
      float[] panel,
      int to) {
    long shiftD = tap / (kernel[1] * kernel[2]) * dilations[0] - pads[0];
    long shiftH = tap / kernel[2] % kernel[1] * dilations[1] - pads[1];
    long shiftW = tap % kernel[2] * dilations[2] - pads[2];
    int done = 0;
    while (done < count) {
      long row = (position + done) / out[2];
      long first = (position + done) % out[2];
      int n = (int) Math.min(count - done, out[2] - first);
      long d = row / out[1] * strides[0] + shiftD;
      long h = row % out[1] * strides[1] + shiftH;
      if (d < 0 || d >= in[0] || h < 0 || h >= in[1]) {
        Arrays.fill(panel, to + done, to + done + n, 0);
      } else {
        long start = plane + (d * in[1] + h) * in[2];
        row(x, start, mask, zero, first * strides[2] + shiftW, n, panel, to + done);
      }
      done += n;
    }
  }

  /// A piece of one row: pads, elements, pads.
  ///
  /// @param start first element of the input row
  /// @param w input column of the first position, may be outside
  private void row(
      MemorySegment x, long start, int mask, int zero, long w, int n, float[] panel, int to) {
    long stride = strides[2];
    int low = Math.clamp(Math.ceilDiv(-w, stride), 0, n);
    int high = Math.clamp(Math.ceilDiv(in[2] - w, stride), low, n);
    Arrays.fill(panel, to, to + low, 0);
    Arrays.fill(panel, to + high, to + n, 0);
    long from = start + w;
    if (stride == 1) {
      for (int j = low; j < high; j++) {
        panel[to + j] = (x.get(ValueLayout.JAVA_BYTE, from + j) & mask) - zero;
      }
      return;
    }
    for (int j = low; j < high; j++) {
      panel[to + j] = (x.get(ValueLayout.JAVA_BYTE, from + j * stride) & mask) - zero;
    }
  }
}
