package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.Backends;
import dev.gatun.DType;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Op;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A small graph of floats, run on the device and by the reference.
final class DeviceNet {
  private final Random random = new Random(7);
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  /// A network with an input `x` in [−2, 2).
  static DeviceNet of(long... shape) {
    return new DeviceNet().input("x", shape);
  }

  DeviceNet input(String name, long... shape) {
    return input(name, random(shape));
  }

  DeviceNet input(String name, Tensor tensor) {
    inputs.put(name, tensor);
    types.put(name, TensorType.of(tensor.dtype(), tensor.shape()));
    return this;
  }

  DeviceNet constant(String name, long... shape) {
    return constant(name, random(shape));
  }

  DeviceNet constant(String name, Tensor tensor) {
    constants.put(name, tensor);
    types.put(name, TensorType.of(tensor.dtype(), tensor.shape()));
    return this;
  }

  private Tensor random(long... shape) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, Shape.of(shape));
    for (long i = 0; i < tensor.shape().size(); i++) {
      tensor.setDouble(i, 4 * random.nextFloat() - 2);
    }
    return tensor;
  }

  /// Lets the graph compute more.
  ///
  /// @param op what
  /// @param reads its inputs, separated by spaces
  /// @param gives its outputs, separated by spaces
  /// @param shapes theirs
  DeviceNet then(Op op, String reads, String gives, Shape... shapes) {
    List<String> results = List.of(gives.split(" ", -1));
    for (int i = 0; i < shapes.length; i++) {
      types.put(results.get(i), TensorType.of(DType.FLOAT32, shapes[i]));
    }
    nodes.add(new Node("make " + gives, op, List.of(reads.split(" ", -1)), results));
    return this;
  }

  /// Runs it in both places.
  ///
  /// @param outputs separated by spaces
  /// @return the device's kernels, in order, all steps having run there
  List<String> check(String outputs) {
    List<String> wanted = List.of(outputs.split(" ", -1));
    Graph graph = new Graph("net", nodes, List.copyOf(inputs.keySet()), wanted, types, constants);
    List<String> kernels = new ArrayList<>();
    List<Tensor> expected = run("reference", graph, new ArrayList<>());
    List<Tensor> got = run("opencl", graph, kernels);
    for (int i = 0; i < wanted.size(); i++) {
      float[] want = expected.get(i).toFloats();
      float[] have = got.get(i).toFloats();
      for (int k = 0; k < want.length; k++) {
        String place = wanted.get(i) + " at " + k;
        if (Float.isFinite(want[k])) {
          assertEquals(want[k], have[k], 1e-5f * Math.max(1, Math.abs(want[k])), place);
        } else {
          assertEquals(want[k], have[k], place); // NaN and infinities have no distance
        }
      }
    }
    assertTrue(kernels.stream().noneMatch(k -> k.startsWith("host")), kernels.toString());
    return kernels.stream()
        .filter(k -> k.startsWith("opencl "))
        .map(k -> k.substring("opencl ".length()))
        .toList();
  }

  private List<Tensor> run(String name, Graph graph, List<String> kernels) {
    Backend backend = Backends.named(name);
    assumeTrue(backend.usability().usable(), () -> backend.usability().description());
    List<Tensor> results = new ArrayList<>();
    for (String output : graph.outputs()) {
      results.add(Tensor.allocate(DType.FLOAT32, graph.types().get(output).shape()));
    }
    try (Engine engine = backend.open(new EngineOptions(1, Limits.defaults()));
        Executable plan = engine.compile(graph)) {
      plan.report().steps().stream().map(PlanReport.StepReport::kernel).forEach(kernels::add);
      plan.run(List.copyOf(inputs.values()), results);
    }
    return results;
  }
}
