package dev.gatun;

import dev.gatun.graph.Graph;
import dev.gatun.op.Op;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import dev.gatun.spi.Usability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A backend that fills every output with the sum of its first input's elements, and counts what is
/// opened and closed.
public final class FakeBackend implements Backend {
  final AtomicInteger openEngines = new AtomicInteger();
  final AtomicInteger openPlans = new AtomicInteger();
  final List<Graph> compiled = new CopyOnWriteArrayList<>();
  volatile Runnable duringRun = () -> {};

  /// For the service loader and for tests that look inside.
  public FakeBackend() {}

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Usability usability() {
    return new Usability(true, 1, "sums");
  }

  @Override
  public Engine open(EngineOptions options) {
    openEngines.incrementAndGet();
    return new FakeEngine(options.limits());
  }

  private final class FakeEngine implements Engine {
    private final Limits limits;
    private boolean open = true;

    FakeEngine(Limits limits) {
      this.limits = limits;
    }

    @Override
    public String description() {
      return "fake: sums";
    }

    @Override
    public boolean supports(Op op) {
      return true;
    }

    @Override
    public Executable compile(Graph graph) {
      if (!open) {
        throw new IllegalStateException("the engine is closed");
      }
      if (limits.activationBytes() == 1) {
        throw new LimitExceededException("fake: got a graph, the limit is 1 byte");
      }
      compiled.add(graph);
      openPlans.incrementAndGet();
      return new FakeExecutable();
    }

    @Override
    public void close() {
      if (!open) {
        throw new IllegalStateException("closed twice");
      }
      open = false;
      openEngines.decrementAndGet();
    }
  }

  private final class FakeExecutable implements Executable {
    private volatile boolean open = true;

    @Override
    public void run(List<Tensor> inputs, List<Tensor> outputs) {
      duringRun.run();
      if (!open) {
        throw new IllegalStateException("the plan is closed");
      }
      double sum = 0;
      for (double element : inputs.getFirst().toDoubles()) {
        sum += element;
      }
      for (Tensor output : outputs) {
        for (long i = 0; i < output.shape().size(); i++) {
          output.setDouble(i, sum);
        }
      }
    }

    @Override
    public PlanReport report() {
      return new PlanReport(new ArrayList<>(), 0, 0);
    }

    @Override
    public void close() {
      if (!open) {
        throw new IllegalStateException("closed twice");
      }
      open = false;
      openPlans.decrementAndGet();
    }
  }
}
