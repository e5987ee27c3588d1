package dev.gatun.kernels.java.plan;

/// Where the weight of an output channel, input channel and kernel position stands in a plain
/// tensor; strides count elements. A weight between different groups is 0.
///
/// @param outStride between output channels
/// @param inStride between input channels
/// @param dStride between kernel planes
/// @param hStride between kernel rows
/// @param wStride between kernel columns
/// @param outC output channels
/// @param outPerGroup output channels of a group
/// @param inPerGroup input channels of a group
/// @param outWithinGroup whether the tensor counts output channels within their group (transposed),
///   not input channels
/// @param factor multiplies every weight
record WeightView(
    long outStride,
    long inStride,
    long dStride,
    long hStride,
    long wStride,
    int outC,
    int outPerGroup,
    int inPerGroup,
    boolean outWithinGroup,
    float factor) {

  /// Whether neighbouring output channels are neighbours in the tensor, as columns of a matrix are.
  boolean isRowMajor() {
    return outStride == 1 && outPerGroup == outC;
  }

  /// The first of a tap's inputs that are not before the group of an output channel.
  int from(Tap tap, int out) {
    return tap.alongRow() ? 0 : inputsBefore(tap, out / outPerGroup);
  }

  /// The first of a tap's inputs that are behind the group of an output channel.
  int to(Tap tap, int out) {
    return tap.alongRow() ? tap.count() : inputsBefore(tap, out / outPerGroup + 1);
  }

  private int inputsBefore(Tap tap, int group) {
    return Math.clamp((long) group * inPerGroup - tap.channel(), 0, tap.count());
  }

  /// Index of the weight, or −1 where it is 0.
  long index(int out, int in, int kd, int kh, int kw) {
    if (out >= outC) {
      return -1;
    }
    int group = out / outPerGroup;
    if (in / inPerGroup != group) {
      return -1;
    }
    int o = outWithinGroup ? out - group * outPerGroup : out;
    int i = outWithinGroup ? in : in - group * inPerGroup;
    return o * outStride + i * inStride + kd * dStride + kh * hStride + kw * wStride;
  }
}
