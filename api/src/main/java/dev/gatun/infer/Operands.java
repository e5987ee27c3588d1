package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The inputs of one node as the rules see them.
///
/// @param node the node
/// @param values what is known so far
record Operands(Node node, Values values) {
  int count() {
    return node.inputs().size();
  }

  boolean has(int i) {
    return node.hasInput(i);
  }

  /// The type of an input; null where it is absent or nothing is known of it.
  @Nullable TensorType type(int i) {
    return has(i) ? values.type(node.input(i)) : null;
  }

  /// The extents of an input; null where not even their number is known.
  @Nullable List<Dim> dims(int i) {
    TensorType type = type(i);
    return type == null ? null : type.dims();
  }

  /// A type with input 0's element type and extents that follow from its extents.
  @Nullable TensorType likeFirst(Rule rule) {
    TensorType x = type(0);
    return x == null ? null : typed(x.dtype(), rule);
  }

  /// A type with extents that follow from input 0's extents; without a rank where that has none.
  TensorType typed(DType dtype, Rule rule) {
    List<Dim> x = dims(0);
    return new TensorType(dtype, x == null ? null : rule.apply(x));
  }

  /// Extents of a result from those of an operand.
  @FunctionalInterface
  interface Rule {
    /// Applies the rule.
    ///
    /// @param x the operand's extents
    /// @return the result's extents, or null where not even the rank is known
    @Nullable List<Dim> apply(List<Dim> x);
  }

  /// What is known of an input's elements.
  @Nullable Contents contents(int i) {
    return has(i) ? values.contents(node.input(i)) : null;
  }

  /// An input's value where it is a constant.
  @Nullable Tensor constant(int i) {
    return has(i) ? values.constants().get(node.input(i)) : null;
  }

  /// An input's elements as integers; null where it is absent or one is not known.
  ///
  /// @throws InvalidInputException if it is a constant that cannot be a list of integers
  @Nullable Ints ints(int i) {
    Contents contents = contents(i);
    if (contents != null && contents.shape().rank() > 1) {
      throw new InvalidInputException(
          "got input " + i + " of shape " + contents.shape() + ", required a scalar or a vector");
    }
    Ints ints = contents == null ? null : contents.ints();
    Tensor constant = constant(i);
    if (ints == null && constant != null) {
      throw new InvalidInputException(
          "got "
              + TensorType.of(constant.dtype(), constant.shape())
              + " in input "
              + i
              + ", required INT32 or INT64 with at most "
              + Contents.MAX_ITEMS
              + " elements");
    }
    return ints;
  }

  /// An input's one element as an integer; null where it is absent or not known.
  @Nullable Long scalar(int i) {
    Ints ints = ints(i);
    if (ints == null) {
      return null;
    }
    if (ints.size() != 1) {
      throw new InvalidInputException(
          "got " + ints.size() + " elements in input " + i + ", required 1");
    }
    return ints.get(0);
  }

  /// Requires inputs `from` to `to` (exclusive), where known, to have one element type.
  void requireSameDType(int from, int to) {
    DType first = null;
    for (int i = from; i < to; i++) {
      TensorType type = type(i);
      if (type == null) {
        continue;
      }
      if (first != null && type.dtype() != first) {
        throw new InvalidInputException(
            "got operands of " + first + " and " + type.dtype() + ", required one element type");
      }
      first = type.dtype();
    }
  }

  /// Requires an input, where known, to be an index tensor.
  void requireIndices(int i) {
    TensorType type = type(i);
    if (type != null && type.dtype() != DType.INT64 && type.dtype() != DType.INT32) {
      throw new InvalidInputException(
          "got indices of " + type.dtype() + ", required INT32 or INT64");
    }
  }

  /// Requires an input, where known, to be floating-point.
  void requireFloat(int i) {
    TensorType type = type(i);
    if (type != null && !type.dtype().isFloat()) {
      throw new InvalidInputException(
          "got an operand of " + type.dtype() + ", required a floating-point type");
    }
  }

  /// Requires an input, where known, to be BOOL.
  void requireBool(int i) {
    TensorType type = type(i);
    if (type != null && type.dtype() != DType.BOOL) {
      throw new InvalidInputException("got an operand of " + type.dtype() + ", required BOOL");
    }
  }
}
