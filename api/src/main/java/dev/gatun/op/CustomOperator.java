package dev.gatun.op;

/// Makes a [CustomOp] of every node of one operator while a model is loaded.
///
/// ```java
/// LoadOptions options =
///     LoadOptions.defaults()
///         .withOperator("com.example", "Scaled", node -> new Scaled(node.number("factor", 1)));
/// ```
@FunctionalInterface
public interface CustomOperator {
  /// Reads one node.
  ///
  /// @param node its attributes
  /// @return what it computes
  /// @throws dev.gatun.InvalidInputException if an attribute's value is not allowed
  CustomOp read(NodeAttributes node);
}
