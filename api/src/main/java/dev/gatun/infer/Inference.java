package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.CustomOp;
import dev.gatun.op.If;
import dev.gatun.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shape inference: one forward walk that finds the type of every value it can, binds operators'
/// components, and replaces values that are already known by constants. Nodes that nothing needs
/// any more are gone afterwards.
///
/// A symbol passes through an operator only where that leaves the extent unchanged. Types that the
/// graph declares fill in what the walk cannot find out; where they contradict it, the walk is
/// right.
public final class Inference {
  private Inference() {}

  /// Infers with the default limits.
  ///
  /// @param graph the graph
  /// @return the graph with types, bound operators and constants filled in
  /// @throws ModelFormatException if a node's inputs do not fit its operator; the text names the
  ///   node
  /// @throws LimitExceededException if a value is over the limits
  public static Graph infer(Graph graph) {
    return infer(graph, Limits.defaults());
  }

  /// Infers.
  ///
  /// @param graph the graph
  /// @param limits bounds on rank and size of every value
  /// @return the graph with types, bound operators and constants filled in
  /// @throws ModelFormatException if a node's inputs do not fit its operator; the text names the
  ///   node
  /// @throws LimitExceededException if a value is over the limits
  public static Graph infer(Graph graph, Limits limits) {
    try {
      return walk(graph, limits);
    } catch (InvalidInputException e) {
      throw new ModelFormatException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The walk, with misfits as [InvalidInputException]s: for graphs whose shapes the caller chose.
  static Graph walk(Graph graph, Limits limits) {
    Values values = new Values(graph);
    List<Node> nodes = new ArrayList<>();
    for (String input : graph.inputs()) {
      requireWithin(graph.type(input), limits, "input '" + input + "'");
    }
    Branches branches = new Branches(graph);
    Deque<Node> pending = new ArrayDeque<>(graph.nodes());
    while (!pending.isEmpty()) {
      Node node = pending.remove();
      String place = "node '" + node.label() + "' (" + node.op().title() + ")";
      Node bound;
      try {
        if (node.op() instanceof If choice) {
          Graph branch = Branches.taken(choice, new Operands(node, values));
          if (branch != null) {
            branches.inlined(node, branch, values).reversed().forEach(pending::addFirst);
            continue;
          }
        }
        bound = visit(graph, node, values, limits, place);
      } catch (InvalidInputException e) {
        throw new InvalidInputException(place + ": " + e.getMessage(), e);
      } catch (ArithmeticException e) {
        throw new InvalidInputException(place + ": got extents that overflow, required 63 bits", e);
      }
      boolean known =
          bound.outputs().stream().allMatch(o -> o.equals(Node.ABSENT) || values.isConstant(o));
      if (!known) {
        nodes.add(bound);
      }
    }
    return Pruning.pruned(graph, nodes, values);
  }

  private static Node visit(Graph graph, Node node, Values values, Limits limits, String place) {
    Node bound = Binder.bind(new Operands(node, values));
    Operands in = new Operands(bound, values);
    List<@Nullable TensorType> types = OutputTypes.of(in);
    if (bound.outputs().size() > types.size()) {
      throw new InvalidInputException(
          "got " + bound.outputs().size() + " outputs, required at most " + types.size());
    }
    List<@Nullable Contents> contents = Chain.evaluate(in, types);
    for (int i = 0; i < bound.outputs().size(); i++) {
      String output = bound.outputs().get(i);
      if (output.equals(Node.ABSENT)) {
        continue;
      }
      TensorType type = merged(bound.op(), types.get(i), graph.types().get(output));
      requireWithin(type, limits, place);
      values.define(output, type);
      Contents known = contents.get(i);
      if (known != null) {
        values.define(output, known);
      }
    }
    return bound;
  }

  /// What the walk found, completed by what the model declares. Declared numbers count only for
  /// custom operators: people make a model's batch symbolic by editing its inputs, and leave the
  /// old numbers on every other value, where they would end up in constants.
  private static @Nullable TensorType merged(
      Op op, @Nullable TensorType found, @Nullable TensorType declared) {
    if (declared == null || (found != null && found.isConcrete())) {
      return found;
    }
    if (op instanceof CustomOp && found == null) {
      return declared;
    }
    TensorType names = new TensorType(declared.dtype(), namesOnly(declared.dims()));
    if (found == null) {
      return names;
    }
    List<Dim> own = found.dims();
    List<Dim> other = names.dims();
    if (own == null || other == null || own.size() != other.size()) {
      return own == null ? new TensorType(found.dtype(), other) : found;
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      dims.add(own.get(i) instanceof Dim.Unknown ? other.get(i) : own.get(i));
    }
    return new TensorType(found.dtype(), dims);
  }

  private static @Nullable List<Dim> namesOnly(@Nullable List<Dim> dims) {
    return dims == null ? null : dims.stream().map(d -> d.isKnown() ? Dim.UNKNOWN : d).toList();
  }

  private static void requireWithin(@Nullable TensorType type, Limits limits, String place) {
    if (type == null || type.dims() == null) {
      return;
    }
    if (type.dims().size() > limits.rank()) {
      throw new LimitExceededException(
          place + ": got rank " + type.dims().size() + ", the limit is " + limits.rank());
    }
    if (type.isConcrete() && type.shape().size() > limits.tensorElements()) {
      throw new LimitExceededException(
          place
              + ": got "
              + type
              + " with "
              + type.shape().size()
              + " elements, the limit is "
              + limits.tensorElements());
    }
  }
}
