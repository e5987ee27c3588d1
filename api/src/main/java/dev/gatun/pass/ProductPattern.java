package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pass that finds an activation written out as a product.
interface ProductPattern extends NodePass {
  /// An activation found.
  ///
  /// @param function which
  /// @param x name of what it is applied to
  record Match(Activation function, String x) {}

  /// Looks at a product.
  ///
  /// @param product the product
  /// @param edit the graph
  /// @return the activation that it is, or null
  @Nullable Match match(Product product, GraphEditor edit);

  @Override
  default boolean rewrite(Node node, GraphEditor edit) {
    Product product = node.op() instanceof Binary ? Product.of(node, edit) : null;
    Match match = product == null ? null : match(product, edit);
    if (match == null) {
      return false;
    }
    edit.replace(
        node,
        new Node(node.name(), new Activate(match.function()), List.of(match.x()), node.outputs()));
    return true;
  }

  /// What an activation of a kind is applied to.
  ///
  /// @param value name of the activation's result
  /// @param kind the wanted kind
  /// @param edit the graph
  /// @return the node, or null where the value is not that activation's result
  static @Nullable Node activation(String value, Activation.Kind kind, GraphEditor edit) {
    Node node = edit.producer(value);
    return node != null
            && node.op() instanceof Activate activate
            && activate.function().kind() == kind
        ? node
        : null;
  }

  /// The other operand of a sum with a number.
  ///
  /// @param value name of the sum
  /// @param number the wanted number
  /// @param edit the graph
  /// @return the operand's name, or null where the value is not such a sum
  static @Nullable String summand(String value, double number, GraphEditor edit) {
    Node node = edit.producer(value);
    if (node == null
        || !(node.op() instanceof Binary binary)
        || binary.kind() != Binary.Kind.ADD
        || !binary.activation().isNone()) {
      return null;
    }
    for (int place = 0; place < 2; place++) {
      String other = node.input(1 - place);
      if (Product.near(Constants.scalarBeside(node.input(place), other, edit), number)) {
        return other;
      }
    }
    return null;
  }

  /// The argument of clip(x + 3, 0, 6).
  ///
  /// @param value name of the clip's result
  /// @param edit the graph
  /// @return x, or null where the value is something else
  static @Nullable String shiftedClip6(String value, GraphEditor edit) {
    Node clip = activation(value, Activation.Kind.CLIP, edit);
    return clip != null
            && clip.op() instanceof Activate activate
            && activate.function().equals(Activation.clip(0, 6))
        ? summand(clip.input(0), 3, edit)
        : null;
  }
}
