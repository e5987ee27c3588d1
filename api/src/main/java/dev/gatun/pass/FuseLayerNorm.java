package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Binary;
import dev.gatun.op.Ints;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.Reduce;
import dev.gatun.op.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds layer normalisation (Ba et al. 2016) as exporters wrote it out before it had an operator.
///
/// ```
/// x ─┬─▶ Reduce MEAN ─▶ − ─┬─▶ ² ─▶ Reduce MEAN ─▶ + epsilon ─▶ √ ─▶ / ─▶ · scale ─▶ y    =>   x ─▶ LayerNorm ─▶ y
///    └──────────────────┘  └───────────────────────────────────────┘
/// x ─▶ LayerNorm ─▶ + shift ─▶ y                                                         =>   x ─▶ LayerNorm ─▶ y
/// ```
///
/// Correct where both means run over the same last axes and keep them, and scale and shift are
/// constants of exactly those axes' extents. The shift joins where nothing else reads the value
/// before it.
final class FuseLayerNorm implements NodePass {
  @Override
  public String name() {
    return "fuse-layer-norm";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!(node.op() instanceof Binary binary) || !binary.activation().isNone()) {
      return false;
    }
    for (int place = 0; place < 2; place++) {
      Tensor constant = edit.constant(node.input(place));
      String value = node.input(1 - place);
      Node fused =
          constant == null
              ? null
              : binary.kind() == Binary.Kind.MUL
                  ? scaled(node, value, node.input(place), constant, edit)
                  : binary.kind() == Binary.Kind.ADD
                      ? shifted(node, value, node.input(place), constant, edit)
                      : null;
      if (fused != null) {
        edit.replace(node, fused);
        return true;
      }
    }
    return false;
  }

  /// y = normalised · scale.
  private static @Nullable Node scaled(
      Node node, String normalised, String scale, Tensor constant, GraphEditor edit) {
    Node quotient = binary(normalised, Binary.Kind.DIV, edit);
    Node difference = quotient == null ? null : binary(quotient.input(0), Binary.Kind.SUB, edit);
    Node root = quotient == null ? null : edit.producer(quotient.input(1));
    if (difference == null || root == null || !root.op().equals(new Unary(Unary.Kind.SQRT))) {
      return null;
    }
    Node sum = binary(root.input(0), Binary.Kind.ADD, edit);
    int at = sum != null && edit.constant(sum.input(0)) != null ? 1 : 0;
    String variance = sum == null ? Node.ABSENT : sum.input(at);
    double epsilon =
        sum == null ? Double.NaN : Constants.scalarBeside(sum.input(1 - at), variance, edit);
    String x = difference.input(0);
    int axis = axis(difference.input(1), x, edit);
    Node square = edit.producer(input(variance, edit));
    boolean matches =
        !Double.isNaN(epsilon)
            && axis >= 0
            && square != null
            && axis(variance, square.output(), edit) == axis
            && isSquare(square, difference.output(), edit)
            && fits(constant, edit.type(x), axis);
    return matches
        ? new Node(
            node.name(), new LayerNorm(axis, (float) epsilon), List.of(x, scale), node.outputs())
        : null;
  }

  private static @Nullable Node shifted(
      Node node, String value, String shift, Tensor constant, GraphEditor edit) {
    Node norm = edit.producer(value);
    return norm != null
            && norm.op() instanceof LayerNorm op
            && !norm.hasInput(2)
            && norm.outputs().size() == 1
            && edit.isReadOnce(value)
            && op.axis() >= 0
            && fits(constant, edit.type(norm.input(0)), op.axis())
        ? new Node(norm.name(), op, List.of(norm.input(0), norm.input(1), shift), node.outputs())
        : null;
  }

  private static @Nullable Node binary(String value, Binary.Kind kind, GraphEditor edit) {
    Node node = edit.producer(value);
    return node != null && node.op().equals(Binary.of(kind)) ? node : null;
  }

  private static String input(String value, GraphEditor edit) {
    Node node = edit.producer(value);
    return node == null ? Node.ABSENT : node.input(0);
  }

  private static boolean isSquare(Node node, String of, GraphEditor edit) {
    if (node.op().equals(Binary.of(Binary.Kind.MUL))) {
      return node.inputs().equals(List.of(of, of));
    }
    Tensor exponent = edit.constant(node.input(1));
    return node.op().equals(Binary.of(Binary.Kind.POW))
        && node.input(0).equals(of)
        && exponent != null
        && exponent.shape().rank() == 0
        && exponent.getDouble(0) == 2;
  }

  /// The first of the last axes of x that a value is the mean over, axes kept, or −1.
  private static int axis(String mean, String x, GraphEditor edit) {
    Node node = edit.producer(mean);
    int rank = Types.rank(edit.type(x));
    if (node == null
        || !(node.op() instanceof Reduce reduce)
        || reduce.kind() != Reduce.Kind.MEAN
        || !reduce.keepDims()
        || !node.input(0).equals(x)
        || reduce.axes() == null
        || reduce.axes().isEmpty()
        || rank < 0) {
      return -1;
    }
    Ints axes = Types.sortedAxes(reduce.axes(), rank);
    int first = axes.at(0);
    return axes.equals(Ints.range(first, rank)) ? first : -1;
  }

  private static boolean fits(Tensor constant, @Nullable TensorType x, int axis) {
    int rank = Types.rank(x);
    boolean fits = constant.shape().rank() == rank - axis;
    for (int i = axis; fits && i < rank; i++) {
      fits = constant.shape().dim(i - axis) == Types.extent(x, i);
    }
    return fits;
  }
}
