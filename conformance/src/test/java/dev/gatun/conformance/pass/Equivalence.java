package dev.gatun.conformance.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.ReferenceBackend;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.pass.Optimizer;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Runs a graph as it is and optimised on the reference, and compares.
final class Equivalence {
  /// A fused graph rounds to float at fewer places: a few units in the last place of sums of some
  /// ten terms.
  private static final double TOLERANCE = 2e-5;

  private Equivalence() {}

  /// The optimised graph must give the results of the graph, on random inputs and where an input
  /// holds NaN.
  ///
  /// @return what the optimizer made
  static Optimizer.Result assertSameResults(Graph graph, Set<String> disabled) {
    try (Engine engine = new ReferenceBackend().open(new EngineOptions(1, Limits.defaults()))) {
      Optimizer.Result result = Optimizer.run(graph, disabled, engine, Limits.defaults());
      for (boolean nan : new boolean[] {false, true}) {
        List<Tensor> inputs = inputs(graph, nan);
        List<Tensor> expected = run(graph, inputs, engine);
        List<Tensor> actual = run(result.graph(), inputs, engine);
        for (int i = 0; i < expected.size(); i++) {
          assertNear(expected.get(i), actual.get(i), graph.outputs().get(i) + (nan ? ", NaN" : ""));
        }
      }
      return result;
    }
  }

  private static List<Tensor> inputs(Graph graph, boolean nan) {
    Random random = new Random(7);
    List<Tensor> inputs = new ArrayList<>();
    for (String name : graph.inputs()) {
      TensorType type = graph.type(name);
      Tensor tensor = Drawing.random(type.shape(), -4, 4, random);
      if (nan) {
        tensor.setDouble(random.nextInt((int) tensor.shape().size()), Double.NaN);
      }
      inputs.add(tensor);
    }
    return inputs;
  }

  private static List<Tensor> run(Graph graph, List<Tensor> inputs, Engine engine) {
    List<Tensor> outputs = new ArrayList<>();
    for (String name : graph.outputs()) {
      TensorType type = graph.type(name);
      outputs.add(Tensor.allocate(type.dtype(), type.shape()));
    }
    try (Executable executable = engine.compile(graph)) {
      executable.run(inputs, outputs);
    }
    return outputs;
  }

  private static void assertNear(Tensor expected, Tensor actual, String place) {
    assertEquals(expected.dtype(), actual.dtype(), place);
    assertEquals(expected.shape(), actual.shape(), place);
    double scale = 1;
    for (long i = 0; i < expected.shape().size(); i++) {
      double value = Math.abs(expected.getDouble(i));
      scale = Double.isFinite(value) ? Math.max(scale, value) : scale;
    }
    for (long i = 0; i < expected.shape().size(); i++) {
      assertEquals(
          expected.getDouble(i), actual.getDouble(i), TOLERANCE * scale, place + " at " + i);
    }
  }
}
