package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes `y = scale[c]·x + shift[c]` into the weights and bias of the [Conv], [ConvTranspose] or
/// [Gemm] that computes x.
///
/// scale·(w∗x + b) + shift = (scale·w)∗x + (scale·b + shift). Correct where weights and bias are
/// constants, nothing but the affine map reads x, and no activation or residual stands between.
///
/// @param producer the node that computes x
/// @param weights its weights
/// @param bias its bias per channel, all 0 where it has none
/// @param channelAxis axis of the weights along which output channels run
/// @param channels number of output channels
record AffineFold(Node producer, Tensor weights, double[] bias, int channelAxis, int channels) {

  /// What can take up an affine map.
  ///
  /// @param value name of x
  /// @param edit the graph
  /// @return the producer of x with its constants, or null where the condition does not hold
  static @Nullable AffineFold of(String value, GraphEditor edit) {
    Node node = edit.producer(value);
    if (node == null || !edit.isReadOnce(value) || node.hasInput(3)) {
      return null;
    }
    Tensor weights = edit.constant(node.input(1));
    if (weights == null || !weights.dtype().isFloat()) {
      return null;
    }
    Op op = node.op();
    if (op instanceof Conv conv && conv.activation().isNone()) {
      return withBias(node, weights, 0, weights.shape().intDim(0), 1, edit);
    }
    if (op instanceof ConvTranspose conv && conv.activation().isNone()) {
      return withBias(node, weights, 1, weights.shape().intDim(1) * conv.groups(), 1, edit);
    }
    if (op instanceof Gemm gemm && gemm.activation().isNone()) {
      int axis = gemm.transB() ? 0 : 1;
      return withBias(node, weights, axis, weights.shape().intDim(axis), gemm.beta(), edit);
    }
    return null;
  }

  private static @Nullable AffineFold withBias(
      Node node, Tensor weights, int axis, int channels, double beta, GraphEditor edit) {
    double[] bias = new double[channels];
    if (node.hasInput(2)) {
      Tensor tensor = edit.constant(node.input(2));
      // a bias aligns with the last axis of Gemm's [M, N], where it is per channel as it is for a
      // convolution
      double[] values = tensor == null ? null : Constants.perChannel(tensor, 2, channels);
      if (values == null) {
        return null;
      }
      for (int c = 0; c < channels; c++) {
        bias[c] = beta * values[c];
      }
    }
    return new AffineFold(node, weights, bias, axis, channels);
  }

  /// The number of axes of x.
  ///
  /// @return the rank of the weights
  int rank() {
    return weights.shape().rank();
  }

  /// Replaces the node that applies the map by the producer with new constants.
  ///
  /// @param last the node that applies the map
  /// @param map what it applies
  /// @param activation what it applies after it
  /// @param edit the graph
  void apply(Node last, ChannelAffine map, Activation activation, GraphEditor edit) {
    double[] folded = new double[channels];
    for (int c = 0; c < channels; c++) {
      folded[c] = map.scale()[c] * bias[c] + map.shift()[c];
    }
    String w = producer.input(1);
    List<String> inputs = new ArrayList<>();
    inputs.add(producer.input(0));
    inputs.add(map.isShiftOnly() ? w : edit.addConstant(w + ".scaled", scaled(map.scale())));
    inputs.add(edit.addConstant(w + ".bias", Constants.vector(weights, folded)));
    edit.replace(last, new Node(producer.name(), op(activation), inputs, List.of(last.output())));
  }

  private Op op(Activation activation) {
    if (producer.op() instanceof Conv conv) {
      return conv.withActivation(activation);
    }
    if (producer.op() instanceof ConvTranspose conv) {
      return conv.withActivation(activation);
    }
    Gemm gemm = (Gemm) producer.op();
    return new Gemm(gemm.alpha(), 1, gemm.transA(), gemm.transB(), activation);
  }

  /// The weights with every channel's slice multiplied. Transposed convolutions hold channels group
  /// by group: index j of axis 1 in the rows of group g is channel g·(outC/groups) + j.
  private Tensor scaled(double[] scale) {
    Tensor out = Tensor.allocate(weights.dtype(), weights.shape());
    long perIndex = weights.shape().size(channelAxis + 1, rank());
    long extent = weights.shape().dim(channelAxis);
    long groups = channels / extent;
    long perGroup = weights.shape().size() / groups;
    for (long i = 0; i < weights.shape().size(); i++) {
      long channel = i / perGroup * extent + i / perIndex % extent;
      out.setDouble(i, weights.getDouble(i) * scale[(int) channel]);
    }
    return out;
  }
}
