package dev.gatun.kernels.opencl.plan;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Concat;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Values that are computed in place among the channels of a concatenation.
final class Joins {
  /// @param joined the concatenation's result
  /// @param channel its first channel that is this value's
  private record Join(String joined, int channel) {}

  private final Map<String, Join> joins = new HashMap<>();
  private final Map<String, ChannelsLast> places = new HashMap<>();

  private Joins() {}

  /// @param graph a whole
  /// @param onDevice whether the device runs a node
  static Joins of(Graph graph, Predicate<Node> onDevice) {
    Joins found = new Joins();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Concat concat && onDevice.test(node)) {
        found.add(graph, node, concat);
      }
    }
    return found;
  }

  private void add(Graph graph, Node node, Concat concat) {
    TensorType type = graph.type(node.output());
    if (type == null || !ChannelsLast.fits(type.shape())) {
      return;
    }
    int rank = type.shape().rank();
    long pixels = type.shape().size() / type.shape().dim(1);
    if (Math.floorMod(concat.axis(), rank) != 1 || pixels == type.shape().dim(0)) {
      return;
    }
    int channel = 0;
    for (String input : node.inputs()) {
      boolean once = node.inputs().indexOf(input) == node.inputs().lastIndexOf(input);
      if (once) {
        joins.putIfAbsent(input, new Join(node.output(), channel));
      }
      TensorType part = graph.type(input);
      channel += part == null ? 0 : part.shape().intDim(1);
    }
  }

  /// Where a value's channels lie in the concatenation's, or null if it is in none.
  @Nullable ChannelsLast place(String value, Lowering lowering) {
    Join join = joins.get(value);
    if (join == null) {
      return null;
    }
    ChannelsLast whole = places.get(join.joined);
    if (whole == null) {
      whole = lowering.channelsLastTarget(join.joined);
      places.put(join.joined, whole);
    }
    return new ChannelsLast(
        whole.block(), lowering.shape(value), whole.offset() + join.channel, whole.stride());
  }
}
