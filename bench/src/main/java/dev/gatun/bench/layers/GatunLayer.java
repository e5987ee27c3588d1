package dev.gatun.bench.layers;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.SessionProfile;
import dev.gatun.SessionProfile.StepTime;
import dev.gatun.Tensor;
import dev.gatun.spi.PlanReport.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Gatun's Java kernels, by the times of a plan's steps.
final class GatunLayer implements LayerEngine {
  static final String NAME = "gatun";

  /// Operators of steps that take values from one layout to another.
  private static final Set<String> REORDERS = Set.of("Reorder", "Output", "Input");

  private final Session session;
  private final List<Tensor> inputs;
  private final Tensor output;
  private final List<Double> times = new ArrayList<>();
  private String kernel = "";

  private GatunLayer(Session session, List<Tensor> inputs) {
    this.session = session;
    this.inputs = inputs;
    output = session.run(inputs).getFirst();
    session.warmUp();
  }

  /// Prepares a layer.
  static GatunLayer of(LayerModel model, int threads) {
    SessionOptions options = SessionOptions.defaults().withBackend("java").withThreads(threads);
    Session session = Model.parse(model.bytes()).compile(options);
    boolean done = false;
    try {
      GatunLayer layer = new GatunLayer(session, List.copyOf(model.inputs().values()));
      done = true;
      return layer;
    } finally {
      if (!done) {
        session.close();
      }
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run() {
    SessionProfile profile = session.profile(inputs, 1);
    List<StepTime> steps =
        profile.runs().getFirst().steps().stream().filter(step -> isLayer(step.step())).toList();
    times.add(steps.stream().mapToLong(StepTime::nanos).sum() / 1e6);
    if (kernel.isEmpty()) {
      kernel = steps.stream().map(step -> step.step().kernel()).collect(Collectors.joining(" + "));
    }
  }

  /// Whether a step belongs to the layer itself.
  static boolean isLayer(StepReport step) {
    return !REORDERS.contains(step.operator()) && !step.node().startsWith(LayerModel.ENTRY);
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public List<Double> finish() {
    return List.copyOf(times);
  }

  @Override
  public String kernel() {
    return kernel;
  }

  @Override
  public void close() {
    session.close();
  }
}
