package dev.gatun.bench.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The first half of the zoo's networks, and their names.
class ZooTest extends ZooHalf {
  ZooTest() {
    super(0);
  }

  @Test
  void halvesMakeUpTheWhole() {
    Set<String> halves =
        Stream.concat(networks(0), networks(1)).map(Network::name).collect(Collectors.toSet());
    assertEquals(Zoo.networks().stream().map(Network::name).collect(Collectors.toSet()), halves);
  }

  @Test
  void noNetworkStandsThereTwice() {
    List<String> names = Zoo.networks().stream().map(Network::name).toList();
    assertTrue(new HashSet<>(names).size() == names.size(), names::toString);
    assertNull(names.stream().filter(name -> !name.matches("[a-z0-9.-]+")).findAny().orElse(null));
  }
}
