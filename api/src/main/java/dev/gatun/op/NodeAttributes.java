package dev.gatun.op;

import dev.gatun.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The attributes of a node in a model file, for a [CustomOperator]. An attribute of another type
/// than the one asked for is a [dev.gatun.ModelFormatException].
public interface NodeAttributes {
  /// Whether the node has an attribute.
  ///
  /// @param name its name
  /// @return whether it is there
  boolean has(String name);

  /// An integer.
  ///
  /// @param name its name
  /// @param otherwise its value where it is not there
  /// @return the value
  long integer(String name, long otherwise);

  /// A float.
  ///
  /// @param name its name
  /// @param otherwise its value where it is not there
  /// @return the value
  float number(String name, float otherwise);

  /// A text.
  ///
  /// @param name its name
  /// @param otherwise its value where it is not there
  /// @return the value
  String text(String name, String otherwise);

  /// A list of integers.
  ///
  /// @param name its name
  /// @return the list, empty where it is not there
  Ints ints(String name);

  /// A list of floats.
  ///
  /// @param name its name
  /// @return the list, empty where it is not there
  List<Float> floats(String name);

  /// A tensor.
  ///
  /// @param name its name
  /// @return the tensor, null where it is not there
  @Nullable Tensor tensor(String name);
}
