package dev.gatun.conformance.zoo.net;

import static dev.gatun.conformance.zoo.net.Kernel.k;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final SessionOptions REFERENCE =
      SessionOptions.defaults().withBackend("reference");

  private static Network deep(Definition definition) {
    return Network.of("deep", 2025, "a test", definition).input(3, 32, 32).small(3, 16, 16);
  }

  /// Twelve layers whose weights would shrink or blow up what they get without the statistics.
  private static void defineDeep(Net net) {
    net.gain(5);
    Value x = net.image();
    for (int i = 0; i < 12; i++) {
      x = x.convNoBias(8, k(3).same()).batchNorm(1e-5);
      net.output("out" + i, x);
      x = x.relu();
    }
  }

  @Test
  void calibrationKeepsUnitScaleAtAnySize() {
    Network network = deep(NetworkTest::defineDeep);
    Net net = network.define(network.input(), 4);
    try (Session session = Model.parse(network.file(net).toByteArray()).compile(REFERENCE)) {
      session
          .run(net.examples())
          .forEach((name, tensor) -> {
            double square = 0;
            for (double each : tensor.toDoubles()) {
              square += each * each / tensor.shape().size();
            }
            double size = Math.sqrt(square);
            assertTrue(size > 0.5 && size < 2, () -> name + ": " + size);
          });
    }
  }

  @Test
  void theSameSeedGivesTheSameFile() {
    Network network = deep(NetworkTest::defineDeep);
    byte[] first = network.file(network.define(network.small(), 4)).toByteArray();
    byte[] second = network.file(network.define(network.small(), 4)).toByteArray();
    assertArrayEquals(first, second);
    Model model = Model.parse(first);
    assertEquals("4", model.metadata().get("seed"));
    assertEquals("deep", model.metadata().get("network"));
  }

  @Test
  void statisticsDoNotDependOnTheSizeOfTheFile() {
    Network network = deep(NetworkTest::defineDeep);
    Map<String, Tensor> statistics = network.statistics(4);
    assertEquals(24, statistics.size());
    byte[] once = network.file(network.define(network.input(), 4), statistics).toByteArray();
    assertArrayEquals(once, network.file(network.define(network.input(), 4)).toByteArray());
  }

  @Test
  void aScopeEnteredAgainSharesItsWeights() {
    Network network =
        deep(net -> {
          Value x = net.image();
          Value a = net.in("tower", () -> x.conv(4, k(3)).batchNorm(1e-5));
          Value b = net.in("tower", () -> x.conv(4, k(3)).batchNorm(1e-5));
          Value c = net.in("other", () -> x.conv(4, k(3)).batchNorm(1e-5));
          net.output("ab", a.sub(b));
          net.output("ac", a.sub(c));
        });
    Net net = network.define(network.small(), 1);
    assertEquals(2 * (4 * 3 * 9 + 4 + 8), net.parameters());
    try (Session session = Model.parse(network.file(net).toByteArray()).compile(REFERENCE)) {
      Map<String, Tensor> outputs = session.run(net.examples());
      for (double each : outputs.get("ab").toDoubles()) {
        assertEquals(0, each);
      }
      assertTrue(outputs.get("ac").toDoubles()[0] != 0);
    }
  }

  @Test
  void sharedWeightsMustFit() {
    Network network =
        deep(net -> {
          Value x = net.image();
          net.in("tower", () -> x.conv(4, k(3)));
          net.in("tower", () -> x.conv(4, k(5)));
        });
    assertThrows(InvalidInputException.class, () -> network.define(network.small(), 1));
  }

  @Test
  void aResultNeedsANameOfItsOwn() {
    Network network = deep(net -> net.output("relu1", net.image().relu()));
    assertThrows(InvalidInputException.class, () -> network.define(network.small(), 1));
  }

  @Test
  void costsAreCountedByTheFormula() {
    Network network =
        deep(net -> {
          Value x = net.image().conv(8, k(3).stride(2).pad(1)); // 8 × 16 × 16, of 3 × 3 × 3
          x = x.depthwise(k(3).same()); // the same, of 3 × 3
          x = x.convTranspose(4, k(2).stride(2), 0); // 8 × 16 × 16, to 4 × 2 × 2
          assertEquals(Shape.of(1, 4, 32, 32), x.shape());
          net.output("scores", x.flatten().dense(10));
        });
    Net net = network.define(network.input(), 1);
    assertEquals(8 * 256 * 27 + 8 * 256 * 9 + 8 * 256 * 16 + 4096 * 10, net.multiplyAdds());
    assertEquals(8 * 27 + 8 + 8 * 9 + 8 * 16 + 4 + 4096 * 10 + 10, net.parameters());
  }
}
