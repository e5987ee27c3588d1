package dev.gatun.conformance.zoo.filters;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// How brightness rises at each pixel.
///
/// @param x to the right
/// @param y downwards
record Gradient(Value x, Value y) {
  /// Its length, whatever its direction: √(x² + y²).
  Value magnitude() {
    return x.mul(x).add(y.mul(y)).apply("Sqrt");
  }

  /// Names all three as results.
  void output(Net net) {
    net.output("x", x);
    net.output("y", y);
    net.output("magnitude", magnitude());
  }
}
