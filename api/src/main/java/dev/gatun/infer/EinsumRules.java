package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Broadcast;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Einsum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Binding and type of [Einsum].
final class EinsumRules {
  private EinsumRules() {}

  /// Gives names to the axes of ellipses, which are aligned at their last one, once every rank is
  /// known.
  static Einsum bind(Einsum op, Operands in) {
    requireOneInputPerTerm(op, in);
    if (!op.hasEllipsis()) {
      return op;
    }
    int[] unnamed = new int[op.terms().size()];
    int most = 0;
    for (int i = 0; i < unnamed.length; i++) {
      List<Dim> dims = in.dims(i);
      if (dims == null) {
        return op;
      }
      String term = op.terms().get(i);
      unnamed[i] = dims.size() - term.replace(".", "").length();
      requireRank(term, i, dims);
      most = Math.max(most, unnamed[i]);
    }
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < unnamed.length; i++) {
      terms.add(op.terms().get(i).replace(".", names(most - unnamed[i], most)));
    }
    return new Einsum(terms, op.result().replace(".", names(0, most)));
  }

  private static String names(int from, int to) {
    StringBuilder names = new StringBuilder();
    for (int i = from; i < to; i++) {
      names.append((char) (Einsum.FIRST_UNNAMED + i));
    }
    return names.toString();
  }

  private static void requireOneInputPerTerm(Einsum op, Operands in) {
    if (in.count() != op.terms().size()) {
      throw new InvalidInputException(
          "got " + in.count() + " inputs, required one per term of '" + op.equation() + "'");
    }
  }

  private static void requireRank(String term, int input, List<Dim> dims) {
    boolean open = term.indexOf(Einsum.ELLIPSIS) >= 0;
    int named = open ? term.length() - 1 : term.length();
    if (open ? dims.size() < named : dims.size() != named) {
      throw new InvalidInputException(
          "got input "
              + input
              + " of shape "
              + Dims.text(dims)
              + ", required rank "
              + named
              + (open ? " or more" : "")
              + " as its term '"
              + term.replace(".", "...")
              + "' has");
    }
  }

  /// The result has the element type of all operands.
  static @Nullable TensorType type(Einsum op, Operands in) {
    requireOneInputPerTerm(op, in);
    in.requireSameDType(0, in.count());
    Map<Character, Dim> extents = new HashMap<>();
    TensorType known = null;
    for (int i = 0; i < in.count(); i++) {
      String term = op.terms().get(i);
      known = known == null ? in.type(i) : known;
      List<Dim> dims = in.dims(i);
      if (dims != null) {
        requireRank(term, i, dims);
      }
      if (dims == null || term.indexOf(Einsum.ELLIPSIS) >= 0) {
        dims = Dims.unknown(term.length());
      }
      read(term, dims, extents);
    }
    if (known == null) {
      return null;
    }
    return new TensorType(known.dtype(), op.hasEllipsis() ? null : result(op, extents));
  }

  private static List<Dim> result(Einsum op, Map<Character, Dim> extents) {
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < op.result().length(); axis++) {
      dims.add(extents.getOrDefault(op.result().charAt(axis), Dim.UNKNOWN));
    }
    return dims;
  }

  private static void read(String term, List<Dim> dims, Map<Character, Dim> extents) {
    for (int axis = 0; axis < dims.size(); axis++) {
      char name = term.charAt(axis);
      Dim extent = dims.get(axis);
      Dim before = extents.getOrDefault(name, Dim.of(1));
      if (before instanceof Dim.Known a && extent instanceof Dim.Known b) {
        requireFit(name, a.value(), b.value());
      }
      extents.put(name, Broadcast.dims(List.of(before), List.of(extent)).getFirst());
    }
  }

  private static void requireFit(char name, long a, long b) {
    if (a != b && a != 1 && b != 1) {
      throw new InvalidInputException(
          "got extents "
              + a
              + " and "
              + b
              + " along axis '"
              + name
              + "', required equal ones or 1");
    }
  }
}
