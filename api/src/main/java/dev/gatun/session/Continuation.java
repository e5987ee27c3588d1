package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.infer.Bounding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What follows a plan's executable where shapes depend on data: results of selections get their
/// own shapes, control flow runs, and the rest of the graph, with a plan for each of its
/// signatures.
final class Continuation {
  /// Plans kept of the rest. It may be cut again, and its plans hold plans: more would multiply
  /// with every cut, each with memory of its own, and numbers of boxes seldom come back.
  private static final int KEPT = 2;

  private final Graph graph;
  private final Cut cut;
  private final SharedEngine engine;
  private final Map<String, Tensor> constants;
  private final @Nullable Plans rest;

  /// @param graph the whole graph, of which the cut's head is compiled
  /// @param cut what is left
  /// @param engine runs bodies and the rest
  Continuation(Graph graph, Cut cut, SharedEngine engine) {
    this.graph = graph;
    this.cut = cut;
    this.engine = engine;
    Set<String> read = new HashSet<>(graph.outputs());
    cut.control().forEach(node -> read.addAll(node.inputs()));
    this.constants = new HashMap<>(graph.constants());
    constants.keySet().retainAll(read);
    Graph left = cut.rest();
    this.rest = left == null ? null : new Plans(PlanCompiler.ofRest(left, engine), KEPT, () -> {});
  }

  /// Finishes a run.
  ///
  /// @param inputs the graph's inputs
  /// @param results the head's results
  /// @param runner runs executables
  /// @return the graph's results
  List<Tensor> run(List<Tensor> inputs, List<Tensor> results, Runner runner) {
    Map<String, Tensor> values = new HashMap<>(constants);
    put(values, graph.inputs(), inputs);
    put(values, cut.head().outputs(), results);
    for (Cut.Trim trim : cut.trims()) {
      Tensor result = values.get(trim.value());
      if (result != null) {
        long count = value(values, trim.count()).getLong(0);
        values.put(trim.value(), Bounding.trimmed(result, trim.type(), count));
      }
    }
    for (Node node : cut.control()) {
      List<@Nullable Tensor> operands = new ArrayList<>();
      node.inputs().forEach(input -> operands.add(values.get(input)));
      put(values, node.outputs(), ControlRun.run(node, operands, engine, runner));
    }
    Graph left = cut.rest();
    if (rest == null || left == null) {
      return apart(all(values, graph.outputs()), inputs);
    }
    return rest.run(all(values, left.inputs()), runner);
  }

  private static void put(Map<String, Tensor> values, List<String> names, List<Tensor> tensors) {
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), tensors.get(i));
    }
  }

  private static List<Tensor> all(Map<String, Tensor> values, List<String> names) {
    List<Tensor> tensors = new ArrayList<>();
    for (String name : names) {
      tensors.add(value(values, name));
    }
    return tensors;
  }

  /// Results that share no memory with inputs, constants or each other.
  private List<Tensor> apart(List<Tensor> results, List<Tensor> inputs) {
    Set<Tensor> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    taken.addAll(inputs);
    taken.addAll(constants.values());
    List<Tensor> own = new ArrayList<>();
    for (Tensor result : results) {
      Tensor mine = result;
      if (!taken.add(result)) {
        mine = Tensor.allocate(result.dtype(), result.shape());
        result.copyTo(mine);
      }
      own.add(mine);
    }
    return own;
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    Tensor tensor = values.get(name);
    if (tensor == null) {
      throw new IllegalStateException("value '" + name + "' was not computed");
    }
    return tensor;
  }

  /// How many nodes it runs: control flow and the rest.
  int nodes() {
    Graph left = cut.rest();
    return cut.control().size() + (left == null ? 0 : left.nodes().size());
  }

  /// The plans of the rest, null where there is none.
  @Nullable Plans rest() {
    return rest;
  }

  void close() {
    if (rest != null) {
      rest.close();
    }
  }
}
