package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Einsum;
import dev.gatun.op.Identity;
import dev.gatun.pass.Contraction.Named;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes matrix products for Einstein's summation.
///
/// ```
/// a, b, c ─▶ Einsum "ij,jk,kl->il" ─▶ y    =>   a, b ─▶ Einsum "ij,jk->ik" ─▶ t;  t, c ─▶ Einsum "ik,kl->il" ─▶ y
/// a, b ─▶ Einsum "iij,jk->ik" ─▶ y         =>   a ─▶ Einsum "iij->ij" ─▶ t;  t, b ─▶ Einsum "ij,jk->ik" ─▶ y
/// a, b ─▶ Einsum "bij,bkj->bki" ─▶ y       =>   b ─▶ MatMul with a transposed ─▶ y
/// a ─▶ Einsum "ijk->kj" ─▶ y               =>   a ─▶ Reduce SUM ─▶ Transpose ─▶ y
/// ```
///
/// More than two operands are contracted from the left. A diagonal of one operand stays. Fires
/// where the extents are known but for one; floats are rounded between the steps.
final class EinsumToMatMul implements NodePass {
  @Override
  public String name() {
    return "einsum-to-matmul";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!(node.op() instanceof Einsum op) || op.hasEllipsis()) {
      return false;
    }
    List<@Nullable TensorType> types = new ArrayList<>();
    node.inputs().forEach(input -> types.add(edit.type(input)));
    NamedAxes axes = NamedAxes.of(op, types);
    TensorType first = types.getFirst();
    if (axes == null || first == null) {
      return false;
    }
    int diagonal = diagonal(op);
    if (diagonal >= 0) {
      String term = op.terms().get(diagonal);
      Einsum alone = new Einsum(List.of(term), distinct(term));
      return op.terms().size() > 1 && splitOff(node, op, alone, diagonal, edit);
    }
    if (op.terms().size() > 2) {
      List<String> pair = op.terms().subList(0, 2);
      String rest = String.join("", op.terms().subList(2, op.terms().size())) + op.result();
      String kept = Contraction.common(distinct(String.join("", pair)), rest);
      return splitOff(node, op, new Einsum(pair, kept), 0, edit);
    }
    Contraction steps = new Contraction(edit, axes, first.dtype(), node.label());
    Named y = contracted(node, op, types, steps);
    List<Node> nodes =
        y.value().equals(node.input(0))
            ? List.of(node.withOp(new Identity()))
            : steps.ending(y.value(), node.output());
    edit.replace(node, nodes.toArray(Node[]::new));
    return true;
  }

  /// Computes some operands' part of the sum beforehand.
  ///
  /// @param part what is computed of them
  /// @param from the first of them
  /// @return whether enough is known of them
  private static boolean splitOff(Node node, Einsum op, Einsum part, int from, GraphEditor edit) {
    int to = from + part.terms().size();
    List<@Nullable TensorType> types = new ArrayList<>();
    node.inputs().subList(from, to).forEach(input -> types.add(edit.type(input)));
    NamedAxes axes = NamedAxes.of(part, types);
    TensorType first = types.getFirst();
    if (axes == null || first == null) {
      return false;
    }
    String value = edit.freshName(node.label() + ".part");
    edit.setType(value, new TensorType(first.dtype(), axes.dims(part.result())));
    List<String> inputs = new ArrayList<>(node.inputs());
    List<String> terms = new ArrayList<>(op.terms());
    inputs.subList(from, to).clear();
    terms.subList(from, to).clear();
    inputs.add(from, value);
    terms.add(from, part.result());
    Node before =
        new Node(node.label() + "/part", part, node.inputs().subList(from, to), List.of(value));
    edit.replace(node, before, node.withOp(new Einsum(terms, op.result())).withInputs(inputs));
    return true;
  }

  private static Named contracted(
      Node node, Einsum op, List<@Nullable TensorType> types, Contraction steps) {
    List<Named> operands = new ArrayList<>();
    for (int i = 0; i < op.terms().size(); i++) {
      TensorType type = types.get(i);
      Named operand = new Named(node.input(i), op.terms().get(i));
      operands.add(
          type == null || type.dims() == null
              ? operand
              : steps.withoutRepeated(operand, type.dims()));
    }
    return operands.size() == 1
        ? steps.sum(operands.getFirst(), op.result())
        : steps.product(operands.getFirst(), operands.getLast(), op.result());
  }

  /// The first operand in which a name stands twice, or −1.
  private static int diagonal(Einsum op) {
    for (int i = 0; i < op.terms().size(); i++) {
      if (distinct(op.terms().get(i)).length() < op.terms().get(i).length()) {
        return i;
      }
    }
    return -1;
  }

  private static String distinct(String names) {
    StringBuilder once = new StringBuilder();
    names.chars().distinct().forEach(name -> once.append((char) name));
    return once.toString();
  }
}
