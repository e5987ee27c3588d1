package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What batch normalisation and arithmetic with constants have in common: `y = scale[c]·x +
/// shift[c]` for channel c.
///
/// @param scale one factor per channel
/// @param shift one summand per channel
record ChannelAffine(double[] scale, double[] shift) {

  /// A batch normalisation with constant statistics: scale = gamma/√(var + epsilon), shift = beta −
  /// mean·scale.
  ///
  /// @param node the node
  /// @param op its operator
  /// @param channels C
  /// @param edit the graph
  /// @return the map, or null where a statistic is not a constant of C elements
  static @Nullable ChannelAffine of(Node node, BatchNorm op, int channels, GraphEditor edit) {
    double[][] statistics = new double[4][];
    for (int i = 0; i < 4; i++) {
      Tensor tensor = edit.constant(node.input(i + 1));
      if (tensor == null || tensor.shape().size() != channels) {
        return null;
      }
      statistics[i] = tensor.toDoubles();
    }
    double[] scale = new double[channels];
    double[] shift = new double[channels];
    for (int c = 0; c < channels; c++) {
      scale[c] = statistics[0][c] / Math.sqrt(statistics[3][c] + op.epsilon());
      shift[c] = statistics[1][c] - statistics[2][c] * scale[c];
    }
    return new ChannelAffine(scale, shift);
  }

  /// Arithmetic with a constant: x + c, x − c, c − x, x · c, x / c, in either order where order
  /// does not matter.
  ///
  /// @param kind the function
  /// @param constant c
  /// @param constantFirst whether c is the first operand
  /// @param rank x's number of axes
  /// @param channels C
  /// @return the map, or null where c is not per channel or the function is another one
  static @Nullable ChannelAffine of(
      Binary.Kind kind, Tensor constant, boolean constantFirst, int rank, int channels) {
    double[] values = Constants.perChannel(constant, rank, channels);
    if (values == null) {
      return null;
    }
    double[] ones = filled(channels, 1);
    double[] zeros = new double[channels];
    return switch (kind) {
      case ADD -> new ChannelAffine(ones, values);
      case SUB ->
          constantFirst
              ? new ChannelAffine(filled(channels, -1), values)
              : new ChannelAffine(ones, map(values, v -> -v));
      case MUL -> new ChannelAffine(values, zeros);
      case DIV -> constantFirst ? null : new ChannelAffine(map(values, v -> 1 / v), zeros);
      case POW,
          MIN,
          MAX,
          MOD,
          FMOD,
          PRELU,
          AND,
          OR,
          XOR,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL ->
          null;
    };
  }

  /// @return whether every factor is 1
  boolean isShiftOnly() {
    return Arrays.stream(scale).allMatch(s -> s == 1);
  }

  /// Whether every number is finite: an infinite factor would turn a weight of 0 into NaN where x
  /// itself may be finite.
  ///
  /// @return whether folding keeps results
  boolean isFinite() {
    return Arrays.stream(scale).allMatch(Double::isFinite)
        && Arrays.stream(shift).allMatch(Double::isFinite);
  }

  private static double[] filled(int channels, double value) {
    double[] values = new double[channels];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] map(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }
}
