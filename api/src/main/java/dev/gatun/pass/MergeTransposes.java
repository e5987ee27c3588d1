package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Identity;
import dev.gatun.op.Op;
import dev.gatun.op.Transpose;
import java.util.List;

/// Takes two transposes for one, or for none where the second undoes the first.
///
/// ```
/// x ─▶ Transpose p ─▶ Transpose q ─▶ y      =>   x ─▶ Transpose p∘q ─▶ y
/// ```
///
/// Always correct; the first transpose stays where somebody else reads it.
final class MergeTransposes implements NodePass {
  @Override
  public String name() {
    return "merge-transposes";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Permutation second = Permutation.of(node, edit);
    Node before = second == null ? null : edit.producer(node.input(0));
    Permutation first = Permutation.of(before, edit);
    if (second == null || before == null || first == null) {
      return false;
    }
    Permutation both = first.then(second);
    String source = before.input(0);
    if (both.isIdentity() && edit.redirect(node.output(), source)) {
      return true;
    }
    Op op = both.isIdentity() ? new Identity() : new Transpose(both.axes());
    edit.replace(node, new Node(node.name(), op, List.of(source), node.outputs()));
    return true;
  }
}
