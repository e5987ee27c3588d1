package dev.gatun;

/// What a value between two powers of two becomes where only those can be stored, in
/// [DType#FLOAT8E8M0].
public enum PowerRounding {
  /// The greater one.
  UP,
  /// The smaller one.
  DOWN,
  /// The nearer one, of two equally near ones the greater.
  NEAREST
}
