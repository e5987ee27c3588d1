package dev.gatun.session;

import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.infer.Inference;
import dev.gatun.infer.ShapeInputs;
import dev.gatun.infer.Specializer;
import dev.gatun.pass.Optimizer;
import dev.gatun.spi.Engine;
import dev.gatun.spi.PassReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The way from a graph to plans. Once: infer, optimise what does not depend on inputs' shapes. For
/// each signature: specialise, optimise again, compile.
public final class PlanCompiler {
  private final Engine engine;
  private final Limits limits;
  private final Set<String> disabledPasses;
  private final Graph graph;
  private final Set<String> shapeInputs;
  private final List<PassReport> passes;
  private final Map<String, TensorType> inputs;
  private final Map<String, TensorType> outputs;

  /// Infers and optimises the symbolic graph.
  ///
  /// @param model the graph as imported
  /// @param engine compiles plans, and runs what constant folding finds
  /// @param limits bounds on everything planned
  /// @param disabledPasses names of passes to leave out
  public PlanCompiler(Graph model, Engine engine, Limits limits, Set<String> disabledPasses) {
    this.engine = engine;
    this.limits = limits;
    this.disabledPasses = disabledPasses;
    Graph inferred = Inference.infer(model, limits);
    Optimizer.Result result = Optimizer.run(inferred, disabledPasses, engine, limits);
    this.graph = Inference.infer(result.graph(), limits);
    this.passes = result.reports();
    this.shapeInputs = ShapeInputs.of(graph);
    this.inputs = types(inferred, inferred.inputs());
    this.outputs = types(inferred, inferred.outputs());
  }

  private static Map<String, TensorType> types(Graph graph, List<String> names) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    for (String name : names) {
      TensorType type = graph.type(name);
      if (type != null) {
        types.put(name, type);
      }
    }
    return Collections.unmodifiableMap(types);
  }

  /// Compiles for the shapes, and where they count the values, of a call's inputs.
  ///
  /// @param call one tensor per graph input, in order
  /// @return the plan
  Plan compile(List<Tensor> call) {
    Signature signature = Signature.of(graph, shapeInputs, call);
    Graph concrete =
        Specializer.specialize(
            graph, signature.shapesByName(graph), signature.valuesByName(graph), limits);
    Optimizer.Result result = Optimizer.run(concrete, disabledPasses, engine, limits);
    Graph ready = Results.producedByNodes(Inference.infer(result.graph(), limits));
    return new Plan(signature, ready, engine.compile(ready), result.reports());
  }

  /// Whether there is only one signature, so that a plan can be made before the first call.
  ///
  /// @return whether every input has a concrete type and none decides shapes by its value
  public boolean isStatic() {
    return shapeInputs.isEmpty() && inputs.values().stream().allMatch(TensorType::isConcrete);
  }

  /// Tensors of a static graph's input types, to compile for.
  ///
  /// @return one tensor of zeros per input, in order, all sharing no memory with anything
  public List<Tensor> sampleInputs() {
    List<Tensor> samples = new ArrayList<>();
    for (TensorType type : inputs.values()) {
      samples.add(Tensor.allocate(type.dtype(), type.shape()));
    }
    return samples;
  }

  /// The graph's inputs.
  ///
  /// @return types by name, in order
  public Map<String, TensorType> inputs() {
    return inputs;
  }

  /// The graph's outputs, as far as their types are known.
  ///
  /// @return types by name, in order
  public Map<String, TensorType> outputs() {
    return outputs;
  }

  /// The names of the outputs.
  ///
  /// @return all of them, in order
  public List<String> outputNames() {
    return graph.outputs();
  }

  /// What the passes did to the symbolic graph.
  ///
  /// @return one report for every pass
  public List<PassReport> passes() {
    return passes;
  }
}
