package dev.gatun.conformance.zoo.faces;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Faces {
  private Faces() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of();
  }
}
