package dev.gatun;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.UnknownOp;
import dev.gatun.op.ControlFlow;
import dev.gatun.session.CallCheck;
import dev.gatun.session.CompileOptions;
import dev.gatun.session.MemoryFault;
import dev.gatun.session.Plan;
import dev.gatun.session.PlanCompiler;
import dev.gatun.session.Plans;
import dev.gatun.session.SharedEngine;
import dev.gatun.session.StepClock;
import dev.gatun.spi.Backend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A compiled model, ready to run, from any number of threads at once.
///
/// A plan is made for each signature of inputs (their shapes, and the values of those that decide
/// shapes); the [SessionOptions#plans] most recently used ones are kept. A model of which all
/// shapes are fixed is planned when the session opens. Where shapes depend on data (a detector's
/// number of boxes), a plan ends, and another one for the shapes that came out goes on.
///
/// ```java
/// try (Session session = Model.load(path).compile()) {
///   Tensor logits = session.run(image);
/// }
/// ```
public final class Session implements AutoCloseable {
  private final SharedEngine engine;
  private final PlanCompiler compiler;
  private final Plans plans;
  private final List<String> inputNames;
  private final List<TensorType> inputTypes;

  private Session(Graph graph, SessionOptions options, Backend backend) {
    engine =
        new SharedEngine(
            backend,
            options.engine(),
            new CompileOptions(options.limits(), options.disabledPasses(), options.plans()));
    try {
      compiler = PlanCompiler.of(graph, engine);
      plans = Plans.owning(engine, compiler);
      inputNames = List.copyOf(compiler.inputs().keySet());
      inputTypes = List.copyOf(compiler.inputs().values());
      prepare();
    } finally {
      engine.release(); // from here on the plans own it; without plans nobody does
    }
  }

  private void prepare() {
    boolean done = false;
    try {
      if (compiler.isStatic()) {
        plans.release(plans.acquire(compiler.sampleInputs()));
      }
      done = true;
    } finally {
      if (!done) {
        plans.close();
      }
    }
  }

  /// Opens a session on a graph. `Model.compile` is the usual way.
  ///
  /// @param graph a graph, as an importer makes it
  /// @param options how to compile and run
  /// @return the session, which the caller closes
  /// @throws BackendException if the backend is not there or not usable
  /// @throws ModelFormatException if the graph contradicts itself
  /// @throws UnsupportedOperatorException naming the nodes that the backend cannot run, or all
  ///   placeholders that [LoadOptions#withUnsupportedAllowed] left
  /// @throws LimitExceededException if the graph needs more than the limits allow
  public static Session open(Graph graph, SessionOptions options) {
    String name = options.backend();
    return open(graph, options, name == null ? Backends.fastestThatWorks() : Backends.named(name));
  }

  static Session open(Graph graph, SessionOptions options, Backend backend) {
    requireNoPlaceholders(graph);
    try {
      return new Session(graph, options, backend);
    } catch (OutOfMemoryError | InternalError e) {
      throw MemoryFault.worded("compile", e);
    }
  }

  /// Whatever a backend says of custom operators, these stand for what nothing can run.
  private static void requireNoPlaceholders(Graph graph) {
    List<UnsupportedOperatorException.Use> uses = new ArrayList<>();
    collectPlaceholders(graph, uses);
    if (!uses.isEmpty()) {
      throw new UnsupportedOperatorException("Session", uses);
    }
  }

  private static void collectPlaceholders(
      Graph graph, List<UnsupportedOperatorException.Use> uses) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof UnknownOp unknown) {
        uses.add(
            new UnsupportedOperatorException.Use(unknown.title(), node.label(), unknown.reason()));
      }
      if (node.op() instanceof ControlFlow control) {
        control.bodies().forEach(body -> collectPlaceholders(body, uses));
      }
    }
  }

  /// The inputs.
  ///
  /// @return types by name, in the model's order; extents may be symbolic
  public Map<String, TensorType> inputs() {
    return compiler.inputs();
  }

  /// The outputs.
  ///
  /// @return types by name, in the model's order, as far as they are known before a run
  public Map<String, TensorType> outputs() {
    return compiler.outputs();
  }

  /// Runs a model of one input and one output.
  ///
  /// @param input read, not kept
  /// @return the result in new memory
  /// @throws InvalidInputException if the model has several inputs or outputs, the tensor does not
  ///   fit, or the session is closed
  public Tensor run(Tensor input) {
    CallCheck.requireCount("input", 1, inputNames);
    CallCheck.requireCount("output", 1, compiler.outputNames());
    return run(List.of(require(input))).getFirst();
  }

  private Tensor require(Tensor input) {
    CallCheck.requireInputs(inputNames, inputTypes, Collections.singletonList(input));
    return input;
  }

  /// Runs the model.
  ///
  /// @param inputs one tensor for each input's name; read, not kept
  /// @return the results in new memory, by name, in the model's order
  /// @throws InvalidInputException if a name, type or shape does not fit, or the session is closed
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    CallCheck.requireNames("input", inputs, inputNames);
    List<Tensor> results = run(ordered(inputs, inputNames));
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      byName.put(compiler.outputNames().get(i), results.get(i));
    }
    return byName;
  }

  /// Runs the model into the caller's memory.
  ///
  /// @param inputs one tensor for each input's name; read, not kept
  /// @param outputs one tensor of the right type and shape for each output's name; filled
  /// @throws InvalidInputException if a name, type or shape does not fit, an output shares memory
  ///   with another tensor of the call, or the session is closed
  public void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    CallCheck.requireNames("input", inputs, inputNames);
    CallCheck.requireNames("output", outputs, compiler.outputNames());
    run(ordered(inputs, inputNames), ordered(outputs, compiler.outputNames()));
  }

  private static List<Tensor> ordered(Map<String, Tensor> tensors, List<String> names) {
    List<Tensor> list = new ArrayList<>(names.size());
    for (String name : names) {
      list.add(tensors.get(name));
    }
    return list;
  }

  /// Runs the model.
  ///
  /// @param inputs one tensor per input, in the model's order; read, not kept
  /// @return the results in new memory, in the model's order
  /// @throws InvalidInputException if a number, type or shape does not fit, or the session is
  ///   closed
  public List<Tensor> run(List<Tensor> inputs) {
    requireInputs(inputs);
    return plans.run(inputs);
  }

  /// Runs the model into the caller's memory. The way with the least overhead: in steady state it
  /// allocates nothing on the heap.
  ///
  /// @param inputs one tensor per input, in the model's order; read, not kept
  /// @param outputs one tensor of the right type and shape per output, in the model's order; filled
  /// @throws InvalidInputException if a number, type or shape does not fit, an output shares memory
  ///   with another tensor of the call, or the session is closed
  public void run(List<Tensor> inputs, List<Tensor> outputs) {
    requireInputs(inputs);
    CallCheck.requireCount("output", outputs, compiler.outputNames());
    Plan plan = plans.acquire(inputs);
    try {
      plan.run(compiler.outputNames(), inputs, outputs);
    } finally {
      plans.release(plan);
    }
  }

  private void requireInputs(List<Tensor> inputs) {
    plans.requireOpen();
    CallCheck.requireCount("input", inputs, inputNames);
    CallCheck.requireInputs(inputNames, inputTypes, inputs);
  }

  /// The plan for a call's signature, which is made if there is none.
  ///
  /// @param inputs one tensor for each input's name; only shapes count, and values of inputs that
  ///   decide shapes
  /// @return what was planned
  /// @throws InvalidInputException if a name, type or shape does not fit, or the session is closed
  public SessionReport plan(Map<String, Tensor> inputs) {
    CallCheck.requireNames("input", inputs, inputNames);
    List<Tensor> ordered = ordered(inputs, inputNames);
    requireInputs(ordered);
    Plan plan = plans.acquire(ordered);
    try {
      return report(plan);
    } finally {
      plans.release(plan);
    }
  }

  /// The plans kept now, the most recently used first.
  ///
  /// @return one report for each; for a model of fixed shapes exactly one
  public List<SessionReport> plans() {
    plans.requireOpen();
    return plans.kept().stream().map(this::report).toList();
  }

  /// Waits until all plans made so far run at full speed. The Java backend starts with small
  /// kernels that the JVM compiles soon, and compiles the fast ones in the background for some
  /// seconds; results do not change. Who measures calls this after a first run. An interrupted
  /// thread stops waiting and stays interrupted.
  ///
  /// @throws InvalidInputException if the session is closed
  public void warmUp() {
    plans.requireOpen();
    engine.engine().warmUp();
  }

  /// Runs the model and takes the time of each step. Costs a look at the clock for each step;
  /// ordinary runs do not pay for it.
  ///
  /// ```java
  /// SessionProfile profile = session.profile(List.of(image), 10);
  /// for (SessionProfile.StepTime time : profile.runs().getLast().steps()) {
  ///   IO.println(time.step().node() + " " + time.nanos());
  /// }
  /// ```
  ///
  /// @param inputs one tensor per input, in the model's order; read, not kept
  /// @param runs how often it is run, ≥ 1
  /// @return the times of every run; without steps where the backend cannot time them
  /// @throws InvalidInputException if a number, type or shape does not fit, or the session is
  ///   closed
  public SessionProfile profile(List<Tensor> inputs, int runs) {
    if (runs < 1) {
      throw new InvalidInputException("Session.profile: got " + runs + " runs, required 1 or more");
    }
    requireInputs(inputs);
    Plan plan = plans.acquire(inputs);
    try {
      List<SessionProfile.Run> times = new ArrayList<>(runs);
      for (int i = 0; i < runs; i++) {
        times.add(profile(plan, inputs));
      }
      return new SessionProfile(report(plan), times);
    } finally {
      plans.release(plan);
    }
  }

  private static SessionProfile.Run profile(Plan plan, List<Tensor> inputs) {
    StepClock clock = new StepClock();
    long start = System.nanoTime();
    plan.run(inputs, clock);
    long nanos = System.nanoTime() - start;
    List<SessionProfile.StepTime> steps = new ArrayList<>();
    clock.forEach((step, begin, end) ->
        steps.add(new SessionProfile.StepTime(step, begin - start, end - start)));
    return new SessionProfile.Run(nanos, steps);
  }

  private SessionReport report(Plan plan) {
    Plan next = plan.next();
    return new SessionReport(
        engine.engine().description(),
        plan.graph(),
        compiler.passes(),
        plan.passes(),
        plan.executable().report(),
        plan.deferred(),
        next == null ? null : report(next));
  }

  /// Refuses further runs. Those under way finish; the last one frees what the session holds.
  /// Closing twice does nothing.
  @Override
  public void close() {
    plans.close();
  }
}
