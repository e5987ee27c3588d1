package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.infer.Inference;
import dev.gatun.infer.ShapeInputs;
import dev.gatun.infer.Specializer;
import dev.gatun.pass.Optimizer;
import dev.gatun.spi.PassReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The way from a graph to plans. Once: infer, optimise what does not depend on inputs' shapes. For
/// each signature: specialise, cut off what depends on data, optimise again, compile.
public final class PlanCompiler {
  private final SharedEngine engine;
  private final Graph graph;
  private final Set<String> shapeInputs;
  private final List<PassReport> passes;
  private final Map<String, TensorType> inputs;
  private final Map<String, TensorType> outputs;

  private PlanCompiler(Graph graph, Graph declared, List<PassReport> passes, SharedEngine engine) {
    this.engine = engine;
    this.graph = graph;
    this.passes = passes;
    this.shapeInputs = ShapeInputs.of(graph);
    this.inputs = types(declared, declared.inputs());
    this.outputs = types(declared, declared.outputs());
  }

  /// Infers and optimises a symbolic graph.
  ///
  /// @param model the graph as imported
  /// @param engine compiles plans, and runs what constant folding finds
  /// @return what makes plans of it
  public static PlanCompiler of(Graph model, SharedEngine engine) {
    CompileOptions options = engine.options();
    Graph inferred = ConstantSelections.fold(Inference.infer(model, options.limits()), engine);
    Optimizer.Result result = optimised(inferred, engine);
    Graph graph =
        ConstantSelections.fold(Inference.infer(result.graph(), options.limits()), engine);
    return new PlanCompiler(graph, inferred, result.reports(), engine);
  }

  /// Takes a graph that was cut off another one, so was inferred and optimised already.
  ///
  /// @param rest a part of a specialised graph
  /// @param engine compiles plans
  /// @return what makes plans of it
  static PlanCompiler ofRest(Graph rest, SharedEngine engine) {
    return new PlanCompiler(rest, rest, List.of(), engine);
  }

  private static Optimizer.Result optimised(Graph graph, SharedEngine engine) {
    CompileOptions options = engine.options();
    return Optimizer.run(graph, options.disabledPasses(), engine.engine(), options.limits());
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
    CompileOptions options = engine.options();
    Signature signature = Signature.of(graph, shapeInputs, call);
    Graph open =
        Specializer.specializeOpen(
            graph, signature.shapesByName(graph), signature.valuesByName(graph), options.limits());
    Graph concrete = ConstantSelections.fold(open, engine);
    Cut cut = Cut.of(concrete);
    Graph head = cut == null ? concrete : Inference.infer(cut.head(), options.limits());
    Optimizer.Result result = optimised(head, engine);
    Graph ready = Results.producedByNodes(Inference.infer(result.graph(), options.limits()));
    return new Plan(
        signature,
        ready,
        engine.engine().compile(ready),
        result.reports(),
        cut == null ? null : new Continuation(concrete, cut, engine));
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
