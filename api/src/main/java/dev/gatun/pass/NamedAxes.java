package dev.gatun.pass;

import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Einsum;
import dev.gatun.op.Ints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The extents of the axes that an [Einsum] names, of which one may be a number that only a run
/// knows.
final class NamedAxes {
  private final Map<Character, Dim> extents = new HashMap<>();

  private NamedAxes() {}

  /// Reads the extents.
  ///
  /// @param op an operator without ellipses
  /// @param types the operands' types
  /// @return null where too little is known: two open extents, an open one that might be 1 in one
  ///   operand and more in another, or an open one beside one of 0
  static @Nullable NamedAxes of(Einsum op, List<@Nullable TensorType> types) {
    NamedAxes axes = new NamedAxes();
    for (int i = 0; i < types.size(); i++) {
      TensorType type = types.get(i);
      List<Dim> dims = type == null ? null : type.dims();
      if (dims == null) {
        return null;
      }
      for (int axis = 0; axis < dims.size(); axis++) {
        if (!axes.take(op.terms().get(i).charAt(axis), dims.get(axis))) {
          return null;
        }
      }
    }
    long open = axes.extents.values().stream().filter(dim -> !dim.isKnown()).count();
    boolean empty = axes.extents.containsValue(Dim.of(0));
    return open > 1 || (open == 1 && empty) ? null : axes;
  }

  private boolean take(char name, Dim extent) {
    Dim before = extents.putIfAbsent(name, extent);
    if (before == null) {
      return true;
    }
    if (before.isKnown() && extent.isKnown()) {
      extents.put(name, isOne(before) ? extent : before);
      return true;
    }
    return before instanceof Dim.Symbol && before.equals(extent);
  }

  private static boolean isOne(Dim dim) {
    return dim.equals(Dim.of(1));
  }

  /// Whether an operand's axis repeats along longer ones of the same name.
  ///
  /// @param name the axis
  /// @param own its extent in the operand
  boolean isRepeated(char name, Dim own) {
    return isOne(own) && !isOne(of(name));
  }

  private Dim of(char name) {
    Dim dim = extents.get(name);
    if (dim == null) {
      throw new IllegalArgumentException("no operand has an axis '" + name + "'");
    }
    return dim;
  }

  /// The extents of a value with these axes.
  List<Dim> dims(String names) {
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < names.length(); axis++) {
      dims.add(of(names.charAt(axis)));
    }
    return dims;
  }

  /// The extent of these axes taken as one.
  Dim product(String names) {
    long product = 1;
    for (Dim dim : dims(names)) {
      if (!(dim instanceof Dim.Known known)) {
        return names.length() == 1 ? dim : Dim.UNKNOWN;
      }
      product = Math.multiplyExact(product, known.value());
    }
    return Dim.of(product);
  }

  /// Extents as a reshape takes them, −1 for the open one.
  static Ints wanted(List<Dim> dims) {
    return Ints.of(
        dims.stream().mapToLong(dim -> dim instanceof Dim.Known k ? k.value() : -1).toArray());
  }
}
