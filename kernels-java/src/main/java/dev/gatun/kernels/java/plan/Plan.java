package dev.gatun.kernels.java.plan;

import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.kernels.java.work.Background;
import dev.gatun.kernels.java.work.Workers;
import dev.gatun.spi.Executable;
import dev.gatun.spi.MemoryPlanner;
import dev.gatun.spi.PlanReport;
import dev.gatun.spi.RunPool;
import java.util.ArrayList;
import java.util.List;

/// A compiled graph: steps over planned memory. Each run borrows a [Context]; there are as many as
/// runs that were ever under way at the same time.
public final class Plan implements Executable {
  private final List<Step> steps;
  private final boolean[] callerMemory;
  private final Workers workers;
  private final PlanReport report;
  private final RunPool<Context> contexts;

  private Plan(List<Step> steps, long arenaBytes, long weightBytes, Workers workers) {
    this.steps = steps;
    contexts = new RunPool<>("java", () -> new Context(arenaBytes, steps));
    this.workers = workers;
    callerMemory = new boolean[steps.size()];
    for (int i = 0; i < callerMemory.length; i++) {
      callerMemory[i] =
          steps.get(i).places().stream().anyMatch(place -> place.buffer().isCallers());
    }
    report = new PlanReport(steps.stream().map(Step::report).toList(), arenaBytes, weightBytes);
  }

  /// Compiles a graph.
  ///
  /// @param graph concrete types, bound operators
  /// @param constants packed weights of the engine
  /// @param tiles micro-kernels
  /// @param strips kernels over runs
  /// @param workers threads
  /// @param background compiles the best kernels while the first runs go on
  /// @param convMode which algorithm convolutions take
  /// @param limits what planned memory is held against
  /// @return the plan
  /// @throws LimitExceededException if the activations need more memory than allowed
  public static Plan compile(
      Graph graph,
      Constants constants,
      Tiles tiles,
      Strips strips,
      Workers workers,
      Background background,
      ConvMode convMode,
      Limits limits) {
    Lowering lowering = new Lowering(graph, constants, tiles, strips, workers.threads(), convMode);
    lowering.lower();
    long bytes = placeBuffers(lowering.arenaBuffers());
    if (bytes > limits.activationBytes()) {
      throw new LimitExceededException(
          "compile for backend java: the graph needs "
              + bytes
              + " bytes for activations, the limit is "
              + limits.activationBytes());
    }
    linkWeights(lowering.steps());
    if (Width.isVector()) {
      stage(lowering.steps(), background);
    }
    return new Plan(List.copyOf(lowering.steps()), bytes, constants.bytes(), workers);
  }

  private static void stage(List<Step> steps, Background background) {
    List<Staged<?>> kernels = steps.stream().flatMap(s -> s.kernels().stream()).distinct().toList();
    kernels.forEach(Staged::begin);
    kernels.forEach(kernel -> background.submit(kernel::finish));
  }

  /// Tells each step which weights are read after its own.
  private static void linkWeights(List<Step> steps) {
    ReadAhead next = null;
    for (Step step : steps.reversed()) {
      step.readAhead(next);
      ReadAhead first = step.firstWeights();
      next = first == null ? next : first;
    }
  }

  private static long placeBuffers(List<Buffer> buffers) {
    List<MemoryPlanner.Buffer> lives = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      Buffer buffer = buffers.get(i);
      if (buffer.lastStep() >= 0) {
        lives.add(
            MemoryPlanner.Buffer.of(
                Integer.toString(i), buffer.bytes(), buffer.firstStep(), buffer.lastStep()));
      }
    }
    MemoryPlanner.Layout layout = MemoryPlanner.plan(lives);
    for (MemoryPlanner.Buffer life : lives) {
      buffers.get(Integer.parseInt(life.id())).place(layout.offset(life.id()));
    }
    return layout.bytes();
  }

  @Override
  public void run(List<Tensor> inputs, List<Tensor> outputs) {
    Context context = contexts.borrow();
    try {
      context.run(steps, callerMemory, workers, inputs, outputs);
    } finally {
      contexts.giveBack(context);
    }
  }

  @Override
  public boolean profile(List<Tensor> inputs, List<Tensor> outputs, long[] ticks) {
    Context context = contexts.borrow();
    try {
      context.profile(steps, callerMemory, workers, inputs, outputs, ticks);
    } finally {
      contexts.giveBack(context);
    }
    return true;
  }

  @Override
  public PlanReport report() {
    return report;
  }

  /// Frees the contexts; one that is in use is freed at the end of its run.
  @Override
  public void close() {
    contexts.close();
  }
}
