package dev.gatun.conformance.zoo.net;

/// Writes down a network, layer by layer.
@FunctionalInterface
public interface Definition {
  /// Asks the net for its input, adds layers, and names the results.
  ///
  /// @param net an empty network of the wanted size
  void define(Net net);
}
