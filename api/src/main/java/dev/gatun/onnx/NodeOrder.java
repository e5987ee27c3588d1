package dev.gatun.onnx;

import dev.gatun.ModelFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts nodes into topological order. ONNX requires that order, yet not every writer keeps it.
final class NodeOrder {
  private NodeOrder() {}

  /// The nodes with definitions before uses; as they are where that holds already.
  ///
  /// @param nodes all nodes of the graph
  /// @param given graph inputs and initialisers
  /// @throws ModelFormatException if a value is defined twice or never, or depends on itself
  static List<ScopedNode> sort(List<ScopedNode> nodes, Set<String> given) {
    Map<String, Integer> producers = producers(nodes, given);
    boolean ordered = true;
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).proto().getInputList()) {
        if (input.isEmpty() || given.contains(input)) {
          continue;
        }
        Integer producer = producers.get(input);
        if (producer == null) {
          throw new ModelFormatException(
              nodes.get(i).place()
                  + ": input '"
                  + Names.shown(input)
                  + "' is not defined, required a graph input, an initialiser or a node's output");
        }
        ordered &= producer < i;
      }
    }
    return ordered ? nodes : reorder(nodes, producers);
  }

  private static Map<String, Integer> producers(List<ScopedNode> nodes, Set<String> given) {
    Map<String, Integer> producers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).proto().getOutputList()) {
        if (!output.isEmpty() && (given.contains(output) || producers.put(output, i) != null)) {
          throw new ModelFormatException(
              nodes.get(i).place()
                  + ": output '"
                  + Names.shown(output)
                  + "' is defined twice, required once");
        }
      }
    }
    return producers;
  }

  /// Kahn's algorithm, a first-in first-out queue keeping the given order where it can.
  private static List<ScopedNode> reorder(List<ScopedNode> nodes, Map<String, Integer> producers) {
    int[] waiting = new int[nodes.size()];
    List<List<Integer>> readers = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      readers.add(new ArrayList<>());
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : new HashSet<>(nodes.get(i).proto().getInputList())) {
        Integer producer = producers.get(input);
        if (producer != null) {
          readers.get(producer).add(i);
          waiting[i]++;
        }
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<ScopedNode> sorted = new ArrayList<>(nodes.size());
    while (!ready.isEmpty()) {
      int i = ready.remove();
      sorted.add(nodes.get(i));
      for (int reader : readers.get(i)) {
        if (--waiting[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < nodes.size()) {
      int stuck = 0;
      while (waiting[stuck] == 0) {
        stuck++;
      }
      throw new ModelFormatException(
          nodes.get(stuck).place()
              + ": its inputs depend on a cycle of nodes, required a graph without cycles");
    }
    return sorted;
  }
}
