package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Binary;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Reshape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds group normalisation (Wu and He 2018) as PyTorch exports it to opsets without the operator.
///
/// ```
/// x ─▶ Reshape [N, groups, …] ─▶ InstanceNorm ─▶ Reshape as x ─▶ · scale ─▶ + shift ─▶ y
///                                                         =>   x ─▶ GroupNorm ─▶ y
/// ```
///
/// Correct where the groups divide the channels of x, scale and shift are constants per channel,
/// and the inner normalisation's own ones per group; these are folded into the outer ones.
final class FuseGroupNorm implements NodePass {
  @Override
  public String name() {
    return "fuse-group-norm";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!node.op().equals(Binary.of(Binary.Kind.ADD))) {
      return false;
    }
    Operand shift = operand(node, edit);
    Node product = shift == null ? null : edit.producer(shift.value);
    if (product == null || !product.op().equals(Binary.of(Binary.Kind.MUL))) {
      return false;
    }
    Operand scale = operand(product, edit);
    Node back = scale == null ? null : edit.producer(scale.value);
    Node norm = back == null ? null : edit.producer(back.input(0));
    Node apart = norm == null ? null : edit.producer(norm.input(0));
    if (shift == null
        || scale == null
        || back == null
        || norm == null
        || apart == null
        || !(back.op() instanceof Reshape)
        || !(norm.op() instanceof InstanceNorm op)
        || !(apart.op() instanceof Reshape)) {
      return false;
    }
    String x = apart.input(0);
    int channels = channels(x, norm.input(0), scale.value, edit);
    if (channels < 0) {
      return false;
    }
    int groups = (int) Types.extent(edit.type(norm.input(0)), 1);
    return fuse(node, x, new GroupNorm(groups, op.epsilon()), norm, scale, shift, channels, edit);
  }

  /// A value beside a constant.
  private record Operand(String value, Tensor constant) {}

  private static @Nullable Operand operand(Node node, GraphEditor edit) {
    for (int place = 0; place < 2; place++) {
      Tensor constant = edit.constant(node.input(place));
      if (constant != null) {
        return new Operand(node.input(1 - place), constant);
      }
    }
    return null;
  }

  /// The channels of x where the middle value holds its groups and the last one has its shape
  /// again, else −1.
  private static int channels(String x, String middle, String last, GraphEditor edit) {
    TensorType type = edit.type(x);
    TensorType grouped = edit.type(middle);
    int rank = Types.rank(type);
    if (rank < 3
        || Types.rank(grouped) < 3
        || !Types.sameDims(type, edit.type(last))
        || Types.extent(type, 0) < 0
        || Types.extent(type, 0) != Types.extent(grouped, 0)) {
      return -1;
    }
    long channels = Types.extent(type, 1);
    long groups = Types.extent(grouped, 1);
    return channels > 0 && groups > 0 && channels % groups == 0 ? (int) channels : -1;
  }

  /// (n·a + b)·scale + shift = n·(a·scale) + (b·scale + shift), a and b per group.
  private static boolean fuse(
      Node node,
      String x,
      GroupNorm op,
      Node norm,
      Operand scale,
      Operand shift,
      int channels,
      GraphEditor edit) {
    int rank = Types.rank(edit.type(x));
    double[] factors = Constants.perChannel(scale.constant, rank, channels);
    double[] summands = Constants.perChannel(shift.constant, rank, channels);
    Tensor inner = edit.constant(norm.input(1));
    Tensor offset = edit.constant(norm.input(2));
    if (factors == null || summands == null || inner == null || offset == null) {
      return false;
    }
    for (int c = 0; c < channels; c++) {
      int group = c / (channels / op.groups());
      summands[c] += offset.getDouble(group) * factors[c];
      factors[c] *= inner.getDouble(group);
    }
    String s = edit.addConstant(node.output() + "/scale", Constants.vector(inner, factors));
    String b = edit.addConstant(node.output() + "/shift", Constants.vector(inner, summands));
    edit.replace(node, new Node(norm.name(), op, List.of(x, s, b), node.outputs()));
    return true;
  }
}
