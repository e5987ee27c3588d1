package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.GridSample;

/// The pixels that places of a sampling grid read, and their weights; pixels outside are left out.
/// All channels of a picture share them.
final class GridTaps {
  private static final double CUBIC_A = -0.75;

  private final GridSample op;
  private final long[] extents;
  private final int perAxis;

  /// Taps of listed place p: `begin[p]` to `begin[p + 1]` − 1.
  final int[] begin;

  /// Pixel of each tap within its plane.
  final long[] pixel;

  /// Weight of each tap.
  final double[] weight;

  // the taps along each axis of the place at hand, at axis·perAxis
  private final long[] axisPixel;
  private final double[] axisWeight;

  /// @param places the most places listed at a time
  /// @param extents spatial extents of the picture
  GridTaps(GridSample op, int places, long[] extents) {
    this.op = op;
    this.extents = extents;
    this.perAxis =
        switch (op.mode()) {
          case NEAREST -> 1;
          case LINEAR -> 2;
          case CUBIC -> 4;
        };
    int taps = places;
    for (int axis = 0; axis < extents.length; axis++) {
      taps = Math.multiplyExact(taps, perAxis);
    }
    this.begin = new int[places + 1];
    this.pixel = new long[taps];
    this.weight = new double[taps];
    this.axisPixel = new long[extents.length * perAxis];
    this.axisWeight = new double[extents.length * perAxis];
  }

  /// Lists the taps of some places.
  ///
  /// @param first which place of the grid is the first, in row-major order
  /// @param n how many places
  void list(Tensor grid, long first, int n) {
    int rank = extents.length;
    int count = 0;
    for (int p = 0; p < n; p++) {
      begin[p] = count;
      for (int axis = 0; axis < rank; axis++) {
        listAxis(axis, grid.getDouble((first + p) * rank + rank - 1 - axis));
      }
      count = combine(count);
    }
    begin[n] = count;
  }

  /// Appends the products of the axes' taps.
  ///
  /// @return the number of taps then
  private int combine(int count) {
    int rank = extents.length;
    int combinations = pixel.length / (begin.length - 1);
    int next = count;
    for (int k = 0; k < combinations; k++) {
      long at = 0;
      double w = 1;
      int choice = k;
      long stride = 1;
      for (int axis = rank - 1; axis >= 0 && at >= 0; axis--) {
        int t = axis * perAxis + choice % perAxis;
        choice /= perAxis;
        at = axisPixel[t] < 0 ? -1 : at + axisPixel[t] * stride;
        w *= axisWeight[t];
        stride *= extents[axis];
      }
      if (at >= 0) {
        pixel[next] = at;
        weight[next++] = w;
      }
    }
    return next;
  }

  private void listAxis(int axis, double v) {
    long extent = extents[axis];
    double low = op.alignCorners() ? 0 : -0.5;
    double high = op.alignCorners() ? extent - 1.0 : extent - 0.5;
    double place = low + (v + 1) * 0.5 * (high - low);
    int offset = axis * perAxis;
    if (op.mode() == GridSample.Mode.NEAREST) {
      axisPixel[offset] = pixel(bringBack(Math.rint(place), low, high, extent), low, high, extent);
      axisWeight[offset] = 1;
      return;
    }
    place = bringBack(place, low, high, extent);
    double base = Math.floor(place);
    double t = place - base;
    int before = perAxis / 2 - 1;
    for (int k = 0; k < perAxis; k++) {
      axisPixel[offset + k] = pixel(base + k - before, low, high, extent);
    }
    if (op.mode() == GridSample.Mode.LINEAR) {
      axisWeight[offset] = 1 - t;
      axisWeight[offset + 1] = t;
    } else {
      axisWeight[offset] = farWeight(1 + t);
      axisWeight[offset + 1] = nearWeight(t);
      axisWeight[offset + 2] = nearWeight(1 - t);
      axisWeight[offset + 3] = farWeight(2 - t);
    }
  }

  // Keys, "Cubic Convolution Interpolation for Digital Image Processing" (1981)

  private static double nearWeight(double d) {
    return ((CUBIC_A + 2) * d - (CUBIC_A + 3)) * d * d + 1;
  }

  private static double farWeight(double d) {
    return CUBIC_A * (((d - 5) * d + 8) * d - 4);
  }

  /// A place outside the range brought back as the padding says.
  private double bringBack(double place, double low, double high, long extent) {
    if (place >= low && place <= high) {
      return place;
    }
    return switch (op.padding()) {
      case ZEROS -> place;
      case BORDER -> Math.min(Math.max(place, 0), Math.max(0, extent - 1.0));
      case REFLECTION -> mirror(place, low, high);
    };
  }

  private static double mirror(double place, double low, double high) {
    double length = high - low;
    if (!(length > 0)) {
      return low;
    }
    double beyond = place < low ? low - place : place - high;
    double turns = Math.floor(beyond / length);
    double rest = beyond - turns * length;
    boolean fromLow = (place < low) == (turns % 2 == 0);
    return fromLow ? low + rest : high - rest;
  }

  /// @return the pixel that an index means, or −1 where it is outside
  private long pixel(double index, double low, double high, long extent) {
    boolean reflects = op.padding() == GridSample.Padding.REFLECTION;
    double i =
        reflects ? bringBack(index, low, high, extent) : bringBack(index, 0, extent - 1.0, extent);
    return i > -0.5 && i < extent - 0.5 ? (long) Math.rint(i) : -1;
  }
}
