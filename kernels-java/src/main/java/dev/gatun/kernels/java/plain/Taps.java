package dev.gatun.kernels.java.plain;

import dev.gatun.op.Window;

/// The taps of a window of any rank, and where each falls for an output position; all of it worked
/// out from a resolved [Window].
final class Taps {
  private final Window window;
  private final long[] input;
  private final long[] output;
  private final int rank;
  private final int count;

  /// Displacement of tap t on axis d at t·rank + d, dilation included.
  private final long[] shifts;

  Taps(Window window, long[] input, long[] output) {
    this.window = window;
    this.input = input;
    this.output = output;
    this.rank = input.length;
    int product = 1;
    for (int d = 0; d < rank; d++) {
      product = Math.multiplyExact(product, window.kernel().at(d));
    }
    this.count = product;
    this.shifts = new long[product * rank];
    for (int t = 0; t < product; t++) {
      int rest = t;
      for (int d = rank - 1; d >= 0; d--) {
        int k = window.kernel().at(d);
        shifts[t * rank + d] = rest % k * window.dilations().get(d);
        rest /= k;
      }
    }
  }

  /// @return taps of the window
  int count() {
    return count;
  }

  /// The input element under a tap of a convolution or pool.
  ///
  /// @param position output position within its plane
  /// @return place within the input plane, or −1 where the tap falls on a pad
  long gather(long position, int tap) {
    long offset = 0;
    long stride = 1;
    long rest = position;
    for (int d = rank - 1; d >= 0; d--) {
      long i =
          rest % output[d] * window.strides().get(d)
              - window.padsBegin().get(d)
              + shifts[tap * rank + d];
      if (i < 0 || i >= input[d]) {
        return -1;
      }
      offset += i * stride;
      stride *= input[d];
      rest /= output[d];
    }
    return offset;
  }

  /// The input element that a transposed convolution scatters to an output position through a tap.
  ///
  /// @return place within the input plane, or −1 where there is none
  long scatter(long position, int tap) {
    long offset = 0;
    long stride = 1;
    long rest = position;
    for (int d = rank - 1; d >= 0; d--) {
      long scaled = rest % output[d] + window.padsBegin().get(d) - shifts[tap * rank + d];
      long step = window.strides().get(d);
      if (scaled < 0 || scaled % step != 0 || scaled / step >= input[d]) {
        return -1;
      }
      offset += scaled / step * stride;
      stride *= input[d];
      rest /= output[d];
    }
    return offset;
  }

  /// Whether a tap falls on the input or its pads, not beyond the end pad.
  boolean isOnPadded(long position, int tap) {
    long rest = position;
    for (int d = rank - 1; d >= 0; d--) {
      long i =
          rest % output[d] * window.strides().get(d)
              - window.padsBegin().get(d)
              + shifts[tap * rank + d];
      if (i >= input[d] + window.padsEnd().get(d)) {
        return false;
      }
      rest /= output[d];
    }
    return true;
  }

  /// A place in a plane counted column-major, the first spatial axis fastest.
  long columnMajor(long place) {
    long result = 0;
    long rest = place;
    for (int d = rank - 1; d >= 0; d--) {
      long i = rest % input[d];
      rest /= input[d];
      long stride = 1;
      for (int e = 0; e < d; e++) {
        stride *= input[e];
      }
      result += i * stride;
    }
    return result;
  }
}
