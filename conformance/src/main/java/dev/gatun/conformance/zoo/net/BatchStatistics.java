package dev.gatun.conformance.zoo.net;

import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.onnx.proto.NodeProto;
import java.util.List;
import java.util.stream.LongStream;

/// The statistics of one BatchNorm, which calibration finds.
///
/// @param x what it normalises, `[N, C, …]`
/// @param rank of x
/// @param channels of x
/// @param mean name of the means
/// @param variance name of the variances
record BatchStatistics(String x, int rank, int channels, String mean, String variance) {

  /// Nodes that compute both from x: each channel's mean, and halfway between each channel's
  /// variance and their average, since what a channel shows of itself on a few small pictures may
  /// be next to nothing.
  List<NodeProto> nodes() {
    long[] all = LongStream.range(0, rank).toArray();
    long[] butChannels = LongStream.range(0, rank).filter(axis -> axis != 1).toArray();
    String centre = mean + "/centre";
    String offset = mean + "/offset";
    String square = mean + "/square";
    String own = variance + "/own";
    String average = variance + "/average";
    return List.of(
        reduction(x, centre, butChannels, true),
        reduction(x, mean, butChannels, false),
        node("Sub", List.of(x, centre), offset),
        node("Mul", List.of(offset, offset), square),
        reduction(square, own, butChannels, false),
        reduction(square, average, all, false),
        node("Mean", List.of(own, average), variance));
  }

  private static NodeProto node(String type, List<String> from, String to) {
    return OnnxFile.node(type, from, List.of(to), Attributes.none());
  }

  private static NodeProto reduction(String from, String to, long[] axes, boolean kept) {
    Attributes attributes = Attributes.none().withInts("axes", axes).with("keepdims", kept ? 1 : 0);
    return OnnxFile.node("ReduceMean", List.of(from), List.of(to), attributes);
  }
}
