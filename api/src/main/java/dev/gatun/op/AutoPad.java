package dev.gatun.op;

/// How a [Window]'s pads come about.
public enum AutoPad {
  /// As written.
  EXPLICIT,
  /// output = ⌈input / stride⌉, an odd pad's larger half at the end.
  SAME_UPPER,
  /// output = ⌈input / stride⌉, an odd pad's larger half at the beginning.
  SAME_LOWER,
  /// No pads.
  VALID
}
