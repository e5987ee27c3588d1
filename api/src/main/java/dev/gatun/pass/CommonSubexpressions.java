package dev.gatun.pass;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.CustomOp;
import dev.gatun.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Computes once what is computed twice.
///
/// ```
/// x ─▶ op ─▶ a      =>   x ─▶ op ─▶ a, read in b's place too
/// x ─▶ op ─▶ b
/// ```
///
/// Correct for nodes of equal operators, inputs and wanted outputs: a node's results depend on
/// nothing else. A [CustomOp] may be different and stays.
final class CommonSubexpressions implements Pass {
  private record Computation(Op op, List<String> inputs, List<Boolean> wanted) {}

  @Override
  public String name() {
    return "common-subexpressions";
  }

  @Override
  public Graph apply(Graph graph, PassContext context) {
    GraphEditor edit = new GraphEditor(graph);
    Map<Computation, String> firsts =
        new HashMap<>(); // to the first's first output: nodes may be rewritten meanwhile
    context.fired(name(), edit.forEach(node -> rewrite(node, firsts, edit)));
    return edit.graph();
  }

  private static boolean rewrite(Node node, Map<Computation, String> firsts, GraphEditor edit) {
    if (node.op() instanceof CustomOp || !node.hasOutput(0)) {
      return false;
    }
    List<Boolean> wanted = node.outputs().stream().map(o -> !o.equals(Node.ABSENT)).toList();
    String known =
        firsts.putIfAbsent(new Computation(node.op(), node.inputs(), wanted), node.output());
    Node first = known == null || known.equals(node.output()) ? null : edit.producer(known);
    if (first == null) {
      return false;
    }
    boolean fired = false;
    for (int i = 0; i < node.outputs().size(); i++) {
      fired |= node.hasOutput(i) && edit.redirect(node.outputs().get(i), first.outputs().get(i));
    }
    return fired;
  }
}
