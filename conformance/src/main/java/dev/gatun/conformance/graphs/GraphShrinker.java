package dev.gatun.conformance.graphs;

import dev.gatun.conformance.graphs.RandomGraph.Input;
import dev.gatun.conformance.graphs.RandomGraph.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a graph smaller for as long as something stays true of it, greedily: the largest cuts are
/// tried first, and after one that holds all begins again. The search is that of Zeller and
/// Hildebrandt, *Simplifying and Isolating Failure-Inducing Input*, 2002, on graphs.
///
/// ```java
/// RandomGraph least = GraphShrinker.shrink(graph, g -> comparison.check(g).isFailure());
/// ```
public final class GraphShrinker {
  /// Candidates tried at most; a few hundred are usual.
  private static final int MOST_TRIES = 3000;

  private final Predicate<RandomGraph> holds;
  private int tries;

  private GraphShrinker(Predicate<RandomGraph> holds) {
    this.holds = holds;
  }

  /// Shrinks a graph.
  ///
  /// @param graph of which the predicate is true
  /// @param holds asked of smaller ones
  /// @return the smallest one found of which the predicate is true
  public static RandomGraph shrink(RandomGraph graph, Predicate<RandomGraph> holds) {
    GraphShrinker shrinker = new GraphShrinker(holds);
    RandomGraph least = graph;
    for (RandomGraph next = shrinker.next(least); next != null; next = shrinker.next(least)) {
      least = next;
    }
    return least;
  }

  /// A smaller graph of which the predicate is true, or null where none is left.
  private @Nullable RandomGraph next(RandomGraph graph) {
    return Stream.of(
            heads(graph).stream(),
            tails(graph).stream(),
            withoutSteps(graph).stream(),
            simplerLayers(graph).stream(),
            smallerInputs(graph).stream())
        .flatMap(candidates -> candidates)
        .filter(Objects::nonNull)
        .filter(candidate -> tries++ < MOST_TRIES && holds.test(candidate))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable RandomGraph graph(
      RandomGraph from, List<Input> inputs, List<Step> steps, List<Integer> outputs) {
    return RandomGraph.of(from.seed(), from.opset(), inputs, steps, outputs);
  }

  /// Graphs that end earlier: one value is the only result, the first layers' first.
  private static List<@Nullable RandomGraph> heads(RandomGraph graph) {
    List<@Nullable RandomGraph> list = new ArrayList<>();
    for (Step step : graph.steps()) {
      if (!graph.outputs().equals(List.of(step.value()))) {
        list.add(graph(graph, graph.inputs(), graph.steps(), List.of(step.value())));
      }
    }
    return list;
  }

  /// Graphs that begin later: one value is given in place of computed, the last layers' first.
  private static List<@Nullable RandomGraph> tails(RandomGraph graph) {
    List<@Nullable RandomGraph> list = new ArrayList<>();
    for (Step step : graph.steps().reversed()) {
      if (graph.outputs().contains(step.value())) {
        continue;
      }
      List<Input> inputs = new ArrayList<>(graph.inputs());
      inputs.add(Input.of(step.value(), graph.shape(step.value())));
      List<Step> rest = graph.steps().stream().filter(other -> !other.equals(step)).toList();
      list.add(graph(graph, inputs, rest, graph.outputs()));
    }
    return list;
  }

  /// Graphs without one layer: who read its result reads what it read.
  private static List<@Nullable RandomGraph> withoutSteps(RandomGraph graph) {
    List<@Nullable RandomGraph> list = new ArrayList<>();
    for (Step step : graph.steps().reversed()) {
      for (int stand : step.reads().stream().distinct().toList()) {
        List<Step> rest = new ArrayList<>();
        for (Step other : graph.steps()) {
          if (!other.equals(step)) {
            rest.add(replaced(other, step.value(), stand));
          }
        }
        List<Integer> outputs =
            graph.outputs().stream().map(o -> o == step.value() ? stand : o).distinct().toList();
        list.add(graph(graph, graph.inputs(), rest, outputs));
      }
      if (step.reads().size() > 1 && step.layer() instanceof ConcatLayer) {
        list.addAll(withoutParts(graph, step));
      }
    }
    return list;
  }

  private static Step replaced(Step step, int value, int stand) {
    List<Integer> reads = step.reads().stream().map(r -> r == value ? stand : r).toList();
    return new Step(step.value(), step.layer(), reads);
  }

  private static List<@Nullable RandomGraph> withoutParts(RandomGraph graph, Step concat) {
    List<@Nullable RandomGraph> list = new ArrayList<>();
    List<Integer> parts = concat.reads();
    for (int i = 0; i < parts.size(); i++) {
      List<Integer> reads = new ArrayList<>(parts.subList(0, i));
      reads.addAll(parts.subList(i + 1, parts.size()));
      list.add(with(graph, concat, new Step(concat.value(), concat.layer(), reads)));
    }
    return list;
  }

  private static List<@Nullable RandomGraph> simplerLayers(RandomGraph graph) {
    List<@Nullable RandomGraph> list = new ArrayList<>();
    for (Step step : graph.steps()) {
      for (Layer layer : step.layer().simpler()) {
        list.add(with(graph, step, new Step(step.value(), layer, step.reads())));
      }
    }
    return list;
  }

  private static @Nullable RandomGraph with(RandomGraph graph, Step step, Step other) {
    List<Step> steps = graph.steps().stream().map(s -> s.equals(step) ? other : s).toList();
    return graph(graph, graph.inputs(), steps, graph.outputs());
  }

  /// Graphs with one extent of all inputs of that extent cut to 1, halved, or less by one; and with
  /// inputs of which the file says all.
  private static List<@Nullable RandomGraph> smallerInputs(RandomGraph graph) {
    List<@Nullable RandomGraph> list = new ArrayList<>();
    List<Input> known =
        graph.inputs().stream().map(input -> Input.of(input.value(), input.shape())).toList();
    if (!known.equals(graph.inputs())) {
      list.add(graph(graph, known, graph.steps(), graph.outputs()));
    }
    for (Input input : graph.inputs()) {
      for (int axis = 0; axis < input.shape().rank(); axis++) {
        long extent = input.shape().dim(axis);
        for (long less : new long[] {1, extent / 2, extent - 1}) {
          if (less >= 1 && less < extent) {
            list.add(graph(graph, cut(known, axis, extent, less), graph.steps(), graph.outputs()));
            list.add(graph(graph, cut(known, input, axis, less), graph.steps(), graph.outputs()));
          }
        }
      }
    }
    return list;
  }

  private static List<Input> cut(List<Input> inputs, int axis, long extent, long less) {
    return inputs.stream()
        .map(input ->
            axis < input.shape().rank() && input.shape().dim(axis) == extent
                ? Input.of(input.value(), Extents.with(input.shape(), axis, less))
                : input)
        .toList();
  }

  private static List<Input> cut(List<Input> inputs, Input one, int axis, long less) {
    return inputs.stream()
        .map(input ->
            input.value() == one.value()
                ? Input.of(input.value(), Extents.with(input.shape(), axis, less))
                : input)
        .toList();
  }
}
