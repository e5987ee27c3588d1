package dev.gatun.conformance.zoo.net;

import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.onnx.proto.NodeProto;
import java.util.ArrayList;
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
    long[] butChannels = LongStream.range(0, rank).filter(axis -> axis != 1).toArray();
    String centre = mean + "/centre";
    String offset = mean + "/offset";
    String square = mean + "/square";
    String own = variance + "/own";
    String average = variance + "/average";
    List<NodeProto> nodes = new ArrayList<>();
    String means = pooled(nodes, x, mean + "/each");
    nodes.add(reduction(means, centre, true, 0));
    nodes.add(reduction(means, mean, false, butChannels));
    nodes.add(node("Sub", List.of(x, centre), offset));
    nodes.add(node("Mul", List.of(offset, offset), square));
    String squares = pooled(nodes, square, variance + "/each");
    nodes.add(reduction(squares, own, false, butChannels));
    nodes.add(reduction(own, average, false, 0));
    nodes.add(node("Mean", List.of(own, average), variance));
    return nodes;
  }

  /// The mean over the places of each picture, where there are places.
  private String pooled(List<NodeProto> nodes, String from, String to) {
    if (rank < 3) {
      return from;
    }
    nodes.add(node("GlobalAveragePool", List.of(from), to));
    return to;
  }

  private static NodeProto node(String type, List<String> from, String to) {
    return OnnxFile.node(type, from, List.of(to), Attributes.none());
  }

  private static NodeProto reduction(String from, String to, boolean kept, long... axes) {
    Attributes attributes = Attributes.none().withInts("axes", axes).with("keepdims", kept ? 1 : 0);
    return OnnxFile.node("ReduceMean", List.of(from), List.of(to), attributes);
  }
}
