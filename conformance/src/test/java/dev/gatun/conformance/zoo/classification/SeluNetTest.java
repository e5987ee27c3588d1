package dev.gatun.conformance.zoo.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.conformance.zoo.net.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeluNetTest {
  /// Theorem 1 of the paper: means within 0.1 of 0 and variances from 0.8 to 1.5 stay there, for
  /// weights of mean 0 and variance 1/fan-in. It speaks of infinitely wide layers without pools;
  /// this net keeps within the same bounds.
  @Test
  void activationsStayNearMean0AndVariance1() {
    Network network =
        Network.of("self-normalising", 2017, "", SeluNetTest::defineAll).input(3, 32, 32);
    Net net = network.define(network.input(), Zoo.SEED);
    Model model = Model.parse(network.file(net).toByteArray());
    try (Session session = model.compile(SessionOptions.defaults().withBackend("reference"))) {
      Map<String, Tensor> activations = session.run(net.examples());
      activations.forEach(SeluNetTest::assertNormal);
      assertEquals(5, activations.size());
    }
  }

  private static void defineAll(Net net) {
    for (Value activation : SeluNet.activations(net)) {
      net.output("of " + activation.name(), activation);
    }
  }

  private static void assertNormal(String name, Tensor activation) {
    long count = activation.shape().size();
    double sum = 0;
    double squares = 0;
    for (long i = 0; i < count; i++) {
      sum += activation.getDouble(i);
      squares += activation.getDouble(i) * activation.getDouble(i);
    }
    double mean = sum / count;
    assertEquals(0, mean, 0.1, name);
    assertEquals(1.15, squares / count - mean * mean, 0.35, name);
  }
}
