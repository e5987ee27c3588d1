package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.ReferenceBackend;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.java.JavaBackend;
import dev.gatun.op.Op;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/// A small graph of concrete types that runs on the Java backend and on the naive reference.
final class GraphCase {
  private static final int THREADS = 2;

  private final List<Node> nodes = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final Random random = new Random(42);
  private ConvMode convMode = ConvMode.AUTO;
  private PlanReport report = new PlanReport(List.of(), 0, 0);

  /// Lets convolutions take a given algorithm.
  GraphCase mode(ConvMode mode) {
    convMode = mode;
    return this;
  }

  /// A graph input of random values.
  GraphCase input(String name, long... dims) {
    values.put(name, random(dims));
    types.put(name, TensorType.of(DType.FLOAT32, Shape.of(dims)));
    inputs.add(name);
    return this;
  }

  /// A constant of random values.
  GraphCase constant(String name, long... dims) {
    constants.put(name, random(dims));
    return this;
  }

  /// A constant of given values.
  GraphCase constant(String name, Tensor value) {
    constants.put(name, value);
    return this;
  }

  private Tensor random(long... dims) {
    float[] data = new float[(int) Shape.of(dims).size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return Tensor.of(data, dims);
  }

  /// A node with one result of known shape.
  GraphCase node(Op op, List<String> in, String out, long... dims) {
    nodes.add(new Node(out, op, in, List.of(out)));
    types.put(out, TensorType.of(DType.FLOAT32, Shape.of(dims)));
    return this;
  }

  /// Runs on both backends.
  ///
  /// @return the largest over all outputs of ‖got − expected‖ / ‖expected‖
  double error(String... outputs) {
    Graph graph = new Graph("case", nodes, inputs, List.of(outputs), types, constants);
    EngineOptions options = new EngineOptions(THREADS, Limits.defaults());
    try (Engine reference = new ReferenceBackend().open(options);
        Engine java = new JavaBackend().open(options, convMode);
        Executable expectedPlan = reference.compile(graph);
        Executable plan = java.compile(graph)) {
      report = plan.report();
      List<Tensor> expected = run(expectedPlan::run, outputs);
      List<Tensor> early = run(plan::run, outputs);
      java.warmUp();
      List<Tensor> got = run(plan::run, outputs);
      for (int i = 0; i < outputs.length; i++) {
        assertEquals(-1, early.get(i).data().mismatch(got.get(i).data()), "stand-ins and best");
      }
      long[] ticks = new long[report.steps().size() + 1];
      // memory of the first run must not shine through, and a profiled one must do the same
      List<Tensor> again = run((in, out) -> assertTrue(plan.profile(in, out, ticks)), outputs);
      for (int i = 1; i < ticks.length; i++) {
        assertTrue(ticks[i] >= ticks[i - 1], "step " + i + " ends before the one before it");
      }
      double worst = 0;
      for (int i = 0; i < outputs.length; i++) {
        worst = Math.max(worst, error(got.get(i), expected.get(i)));
        worst = Math.max(worst, error(again.get(i), got.get(i)));
      }
      return worst;
    }
  }

  private List<Tensor> run(BiConsumer<List<Tensor>, List<Tensor>> executable, String... outputs) {
    List<Tensor> in = inputs.stream().map(values::get).toList();
    List<Tensor> out = new ArrayList<>();
    for (String name : outputs) {
      Tensor tensor = Tensor.allocate(DType.FLOAT32, types.get(name).shape());
      for (long i = 0; i < tensor.shape().size(); i++) {
        tensor.setDouble(i, Double.NaN);
      }
      out.add(tensor);
    }
    executable.accept(in, out);
    return out;
  }

  private static double error(Tensor got, Tensor expected) {
    double difference = 0;
    double norm = 0;
    for (long i = 0; i < expected.shape().size(); i++) {
      double e = expected.getDouble(i);
      double d = got.getDouble(i) - e;
      if (Double.isNaN(d)) {
        return Double.NaN;
      }
      difference += d * d;
      norm += e * e;
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  /// The kernel that the last [#error] chose for a node.
  String kernel(String node) {
    return report.steps().stream()
        .filter(step -> step.node().equals(node) && !step.kernel().startsWith("pa"))
        .map(PlanReport.StepReport::kernel)
        .findFirst()
        .orElseThrow();
  }

  /// What the last [#error] planned.
  PlanReport report() {
    return report;
  }
}
