package dev.gatun.pass;

import dev.gatun.DType;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes sums of products over named axes as reductions, transposes and matrix products.
///
/// Of two operands' axes, those that the result has not and one operand alone has are summed first.
/// What remains falls into four groups, each in one order: *shared* (in both operands and the
/// result), *left* and *right* (in one operand and the result), *inner* (in both operands, not in
/// the result):
///
/// ```
/// x [shared, left, inner] ─┐
///                          ├─▶ MatMul ─▶ [shared, left, right] ─▶ Transpose ─▶ y
/// w [shared, inner, right] ┘
/// ```
final class Contraction {
  /// A value and the names of its axes.
  ///
  /// @param value its name
  /// @param names one character per axis
  record Named(String value, String names) {}

  private final GraphEditor edit;
  private final NamedAxes axes;
  private final DType dtype;
  private final String label;
  private final List<Node> nodes = new ArrayList<>();

  /// @param edit the graph
  /// @param axes extents
  /// @param dtype the element type of all values
  /// @param label what the names of new values start with
  Contraction(GraphEditor edit, NamedAxes axes, DType dtype, String label) {
    this.edit = edit;
    this.axes = axes;
    this.dtype = dtype;
    this.label = label;
  }

  /// The nodes so far, the last of them defining `output` instead of its own result.
  ///
  /// @param result the last node's result
  /// @param output name of the value wanted
  /// @return at least one node
  List<Node> ending(String result, String output) {
    List<Node> ended = new ArrayList<>(nodes);
    if (ended.isEmpty() || !ended.getLast().output().equals(result)) {
      throw new IllegalArgumentException("value '" + result + "' is not the last one");
    }
    Node last = ended.removeLast();
    ended.add(new Node(last.name(), last.op(), last.inputs(), List.of(output)));
    return ended;
  }

  /// An operand without the axes that repeat along longer ones of the other operand.
  Named withoutRepeated(Named x, List<Dim> dims) {
    StringBuilder names = new StringBuilder();
    for (int axis = 0; axis < dims.size(); axis++) {
      char name = x.names.charAt(axis);
      names.append(axes.isRepeated(name, dims.get(axis)) ? "" : name);
    }
    return names.length() == x.names.length() ? x : reshaped(x, names.toString());
  }

  /// One operand's sum, with the result's axes in their order.
  Named sum(Named x, String result) {
    return ordered(summed(x, result), result);
  }

  /// The sum of two operands' products, with the result's axes in their order.
  Named product(Named a, Named b, String result) {
    Named x = summed(a, b.names + result);
    Named w = summed(b, a.names + result);
    String inner = without(common(x.names, w.names), result);
    if (inner.isEmpty()) {
      return elementwise(x, w, result);
    }
    String left = without(common(result, x.names), w.names);
    String right = without(common(result, w.names), x.names);
    boolean swapped =
        !left.isEmpty()
            && !right.isEmpty()
            && result.indexOf(right.charAt(0)) < result.indexOf(left.charAt(0));
    return swapped
        ? matMul(w, x, right, left, inner, result)
        : matMul(x, w, left, right, inner, result);
  }

  private Named matMul(Named x, Named w, String left, String right, String inner, String result) {
    String shared = common(common(result, x.names), w.names);
    Named rows = grouped(ordered(x, shared + left + inner), shared, left, inner);
    Named columns = grouped(ordered(w, shared + inner + right), shared, inner, right);
    List<Dim> dims = new ArrayList<>(axes.dims(shared));
    dims.add(axes.product(left));
    dims.add(axes.product(right));
    String product = step("product", new MatMul(Activation.NONE), dims, rows.value, columns.value);
    String names = shared + left + right;
    Named y =
        left.length() == 1 && right.length() == 1
            ? new Named(product, names)
            : reshaped(new Named(product, names), names);
    return ordered(y, result);
  }

  /// Two groups of axes behind the shared ones as one axis each.
  private Named grouped(Named x, String shared, String first, String second) {
    if (first.length() == 1 && second.length() == 1) {
      return x;
    }
    List<Dim> dims = new ArrayList<>(axes.dims(shared));
    dims.add(axes.product(first));
    dims.add(axes.product(second));
    return new Named(step("matrices", reshape(dims), dims, x.value), x.names);
  }

  /// Nothing is summed: both operands broadcast to the result.
  private Named elementwise(Named x, Named w, String result) {
    String a = spread(x, result);
    String b = spread(w, result);
    return new Named(step("product", Binary.of(Binary.Kind.MUL), axes.dims(result), a, b), result);
  }

  /// An operand with an axis of extent 1 for each of the result's that it has not.
  private String spread(Named x, String result) {
    Named ordered = ordered(x, common(result, x.names));
    if (ordered.names.equals(result)) {
      return ordered.value;
    }
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < result.length(); axis++) {
      String name = result.substring(axis, axis + 1);
      dims.addAll(ordered.names.contains(name) ? axes.dims(name) : List.of(Dim.of(1)));
    }
    return step("spread", reshape(dims), dims, ordered.value);
  }

  /// The sum over the axes that `kept` has not.
  private Named summed(Named x, String kept) {
    StringBuilder names = new StringBuilder();
    long[] reduced = new long[x.names.length()];
    int count = 0;
    for (int axis = 0; axis < x.names.length(); axis++) {
      if (kept.indexOf(x.names.charAt(axis)) >= 0) {
        names.append(x.names.charAt(axis));
      } else {
        reduced[count++] = axis;
      }
    }
    if (count == 0) {
      return x;
    }
    Ints over = Ints.of(Arrays.copyOf(reduced, count));
    Op sum = new Reduce(Reduce.Kind.SUM, over, false, false);
    String left = names.toString();
    return new Named(step("sum", sum, axes.dims(left), x.value), left);
  }

  /// The same value with its axes in another order.
  private Named ordered(Named x, String names) {
    if (x.names.equals(names)) {
      return x;
    }
    long[] perm = names.chars().mapToLong(x.names::indexOf).toArray();
    String y = step("ordered", new Transpose(Ints.of(perm)), axes.dims(names), x.value);
    return new Named(y, names);
  }

  private Named reshaped(Named x, String names) {
    List<Dim> dims = axes.dims(names);
    return new Named(step("split", reshape(dims), dims, x.value), names);
  }

  private static Reshape reshape(List<Dim> dims) {
    Ints wanted = NamedAxes.wanted(dims);
    return new Reshape(wanted, wanted.contains(0));
  }

  private String step(String suffix, Op op, List<Dim> dims, String... inputs) {
    String name = edit.freshName(label + "." + suffix);
    edit.setType(name, new TensorType(dtype, dims));
    String title = nodes.isEmpty() ? label : label + "/" + nodes.size();
    nodes.add(new Node(title, op, List.of(inputs), List.of(name)));
    return name;
  }

  /// The names that others have, too.
  static String common(String names, String others) {
    StringBuilder common = new StringBuilder();
    names.chars().filter(c -> others.indexOf(c) >= 0).forEach(c -> common.append((char) c));
    return common.toString();
  }

  private static String without(String names, String others) {
    StringBuilder rest = new StringBuilder();
    names.chars().filter(c -> others.indexOf(c) < 0).forEach(c -> rest.append((char) c));
    return rest.toString();
  }
}
