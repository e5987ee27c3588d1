package dev.gatun.conformance.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;

/// What a network costs at its published size.
final class Counts {
  private Counts() {}

  static Net counted(String name) {
    Network network = Zoo.network(name);
    return network.define(network.input(), Zoo.SEED);
  }

  static void assertCounts(String name, long parameters, long multiplyAdds) {
    Net net = counted(name);
    assertEquals(parameters, net.parameters(), name);
    assertEquals(multiplyAdds, net.multiplyAdds(), name);
  }
}
