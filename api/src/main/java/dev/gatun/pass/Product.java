package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Binary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A product as a number times factors, whichever way an exporter has bracketed it: `(x · f) / 6`,
/// `x · (f · ⅙)` and `(x · ⅙) · f` are all ⅙ times x, f.
///
/// @param coefficient the product of all numbers in it
/// @param factors the names of the other operands
record Product(double coefficient, List<String> factors) {
  /// Exporters write ⅙ as 0.166667 and the like; further away is another number.
  private static final double TOLERANCE = 4e-6;

  /// Copies the list.
  Product {
    factors = List.copyOf(factors);
  }

  /// The product that a node is the last multiplication of. Values between that somebody else reads
  /// count as factors.
  ///
  /// @param node a node
  /// @param edit the graph
  /// @return the product, or null where the node neither multiplies nor divides by a number
  static @Nullable Product of(Node node, GraphEditor edit) {
    List<String> factors = new ArrayList<>();
    double coefficient = collect(node, factors, edit);
    return factors.size() == 1 && factors.getFirst().equals(node.output())
        ? null
        : new Product(coefficient, factors);
  }

  /// The product that defines a value.
  ///
  /// @param value its name
  /// @param edit the graph
  /// @return the product, 1 times the value itself where it is none
  static Product of(String value, GraphEditor edit) {
    Node node = edit.producer(value);
    Product product = node == null ? null : of(node, edit);
    return product == null ? new Product(1, List.of(value)) : product;
  }

  /// Whether two numbers are meant to be the same.
  ///
  /// @param got as a model has it
  /// @param wanted not 0
  /// @return whether they differ by no more than a float written in decimal does
  static boolean near(double got, double wanted) {
    return Math.abs(got - wanted) <= TOLERANCE * Math.abs(wanted);
  }

  /// @param wanted a number
  /// @param count how many factors
  /// @return whether this is that number times that many factors
  boolean is(double wanted, int count) {
    return factors.size() == count && near(coefficient, wanted);
  }

  private static double collect(Node node, List<String> factors, GraphEditor edit) {
    if (node.op() instanceof Binary binary && binary.activation().isNone()) {
      String a = node.input(0);
      String b = node.input(1);
      double numberA = Constants.scalarBeside(a, b, edit);
      double numberB = Constants.scalarBeside(b, a, edit);
      if (binary.kind() == Binary.Kind.MUL) {
        return !Double.isNaN(numberB)
            ? numberB * collect(a, factors, edit)
            : !Double.isNaN(numberA)
                ? numberA * collect(b, factors, edit)
                : collect(a, factors, edit) * collect(b, factors, edit);
      }
      if (binary.kind() == Binary.Kind.DIV && !Double.isNaN(numberB)) {
        return collect(a, factors, edit) / numberB;
      }
    }
    factors.add(node.output());
    return 1;
  }

  private static double collect(String value, List<String> factors, GraphEditor edit) {
    Node node = edit.producer(value);
    if (node != null && edit.isReadOnce(value)) {
      return collect(node, factors, edit);
    }
    factors.add(value);
    return 1;
  }
}
