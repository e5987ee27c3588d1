package dev.gatun.op;

/// The open end of [Op]: an operator that a user brings along.
public non-sealed interface CustomOp extends Op {
  /// The operator's domain.
  ///
  /// @return the domain of the model's node, such as `com.example`
  String domain();

  /// The operator's name within the domain.
  ///
  /// @return the operator type
  String type();
}
