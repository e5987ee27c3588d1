package dev.gatun.bench.zoo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Backends;
import dev.gatun.DType;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.bench.peer.Agreement;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every second network of the zoo: each usable backend and ONNX Runtime say the same as the
/// reference. One after the other, and each half in a JVM of its own beside the other one.
abstract class ZooHalf {
  private static final int HALVES = 2;

  private static final String REFERENCE = "reference";

  /// The most multiply-adds that the naive loops are given: seconds. Every small size is below.
  private static final long NAIVE_BUDGET = 6_200_000_000L;

  /// Found once for both sizes.
  private static final Map<String, Map<String, Tensor>> STATISTICS = new ConcurrentHashMap<>();

  private final int half;

  @TempDir private Path folder = Path.of("");

  /// Takes every second network.
  ///
  /// @param half 0 or 1: the first one or the second
  ZooHalf(int half) {
    this.half = half;
  }

  /// The networks of one half.
  ///
  /// @param half 0 or 1
  /// @return every second one
  static Stream<Network> networks(int half) {
    List<Network> all = Zoo.networks();
    return IntStream.range(0, all.size()).filter(i -> i % HALVES == half).mapToObj(all::get);
  }

  @TestFactory
  Stream<DynamicTest> smallNetworksAgree() {
    return networks(half)
        .map(network ->
            DynamicTest.dynamicTest(network.name(), () -> enginesAgree(network, network.small())));
  }

  @TestFactory
  Stream<DynamicTest> publishedNetworksAgree() {
    if (!Boolean.getBoolean("gatun.zoo.full")) {
      say("published sizes are left out, they take some minutes: mvn verify -Pzoo runs them");
      return Stream.empty();
    }
    return networks(half)
        .filter(network -> !network.small().equals(network.input()))
        .map(network ->
            DynamicTest.dynamicTest(network.name(), () -> enginesAgree(network, network.input())));
  }

  private void enginesAgree(Network network, Shape size) throws IOException {
    Net net = network.define(size, Zoo.SEED);
    Path file = folder.resolve(network.name() + "-" + size.dim(-1) + ".onnx");
    network.file(net, statistics(network)).write(file);
    try {
      Model model = Model.load(file, network.loadOptions());
      assertInferred(net, model);

      Map<String, Map<String, Tensor>> results = new LinkedHashMap<>();
      for (Backends.Found backend : Backends.all()) {
        boolean naive = backend.name().equals(REFERENCE);
        if (naive && net.multiplyAdds() > NAIVE_BUDGET) {
          say(
              "%s: not run by the reference, which is given %,d multiply-adds at most and not %,d"
                  .formatted(network.name(), NAIVE_BUDGET, net.multiplyAdds()));
        } else if (backend.usability().usable()) {
          results.put(backend.name(), run(model, backend.name(), net.examples()));
        }
      }
      results.put("ONNX Runtime", Oracle.run(file, net.examples()));
      String measure = results.containsKey(REFERENCE) ? REFERENCE : "ONNX Runtime";
      Map<String, Tensor> required = results.remove(measure);
      assertSane(required);
      List<String> faults = new ArrayList<>();
      results.forEach((engine, got) -> {
        Agreement agreement = Agreement.of(got, required);
        say("%s: %s against %s %.1e".formatted(network.name(), engine, measure, agreement.worst()));
        if (agreement.fault() != null) {
          faults.add(engine + " against " + measure + ", " + agreement.fault());
        }
      });
      assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Map<String, Tensor> statistics(Network network) {
    return STATISTICS.computeIfAbsent(network.name(), name -> network.statistics(Zoo.SEED));
  }

  private static void say(String line) {
    System.out.println("zoo: " + line);
  }

  private static Map<String, Tensor> run(Model model, String backend, Map<String, Tensor> inputs) {
    try (Session session = model.compile(SessionOptions.defaults().withBackend(backend))) {
      return session.run(inputs);
    }
  }

  /// What shape inference finds in the file is what the definition said.
  private static void assertInferred(Net net, Model model) {
    net.shapes()
        .forEach((value, said) -> {
          TensorType type = model.graph().type(value);
          List<Dim> dims = type == null ? null : type.dims();
          if (dims == null) {
            return;
          }
          assertTrue(dims.size() == said.rank(), () -> value + ": " + type + ", said " + said);
          for (int axis = 0; axis < dims.size(); axis++) {
            if (dims.get(axis) instanceof Dim.Known(long extent)) {
              long wanted = said.dim(axis);
              assertTrue(extent == wanted, () -> value + ": " + type + ", said " + said);
            }
          }
        });
  }

  /// A comparison means something: numbers are finite and differ, and detectors detect.
  private static void assertSane(Map<String, Tensor> outputs) {
    outputs.forEach((name, tensor) -> {
      assertFalse(tensor.shape().size() == 0, () -> name + " is empty");
      if (tensor.dtype() != DType.FLOAT32) {
        return;
      }
      HashSet<Double> different = new HashSet<>();
      for (long i = 0; i < tensor.shape().size(); i++) {
        double value = tensor.getDouble(i);
        assertTrue(Double.isFinite(value), () -> name + " has " + value);
        different.add(value);
      }
      long least = Math.min(2, tensor.shape().size());
      assertTrue(different.size() >= least, () -> name + " is constant: " + different);
    });
  }
}
