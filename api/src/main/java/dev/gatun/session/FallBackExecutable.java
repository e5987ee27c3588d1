package dev.gatun.session;

import dev.gatun.DeviceException;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A graph compiled by the current engine of a [FallBackEngine]; where the device fails in a run,
/// it is compiled by the next one and run again.
final class FallBackExecutable implements Executable {
  private final FallBackEngine engines;
  private final Graph graph;
  private final List<Executable> compiled = new ArrayList<>();
  private volatile @Nullable Compiled current;

  private record Compiled(Engine engine, Executable executable) {}

  FallBackExecutable(FallBackEngine engines, Graph graph) {
    this.engines = engines;
    this.graph = graph;
  }

  /// Compiles for the current engine, or for one after it.
  synchronized void compile() {
    Engine engine = engines.current();
    while (true) {
      try {
        Executable executable = engine.compile(graph);
        compiled.add(executable);
        current = new Compiled(engine, executable);
        return;
      } catch (DeviceException e) {
        engine = engines.after(engine, e);
      }
    }
  }

  private Compiled current() {
    Compiled now = current;
    if (now == null) {
      throw new IllegalStateException("a graph that was not compiled");
    }
    return now;
  }

  private synchronized void moveOn(Compiled failed, DeviceException e) {
    if (current().equals(failed)) {
      engines.after(failed.engine, e);
      compile();
    }
  }

  @Override
  public void run(List<Tensor> inputs, List<Tensor> outputs) {
    while (true) {
      Compiled now = current();
      try {
        now.executable.run(inputs, outputs);
        return;
      } catch (DeviceException e) {
        moveOn(now, e);
      }
    }
  }

  /// Where the device fails, the steps are those of a plan that nobody asked about: the graph is
  /// run by the next engine, and nothing is noted.
  @Override
  public boolean profile(List<Tensor> inputs, List<Tensor> outputs, long[] ticks) {
    Compiled now = current();
    if (ticks.length != now.executable.report().steps().size() + 1) { // another thread moved on
      run(inputs, outputs);
      return false;
    }
    try {
      return now.executable.profile(inputs, outputs, ticks);
    } catch (DeviceException e) {
      moveOn(now, e);
      run(inputs, outputs);
      return false;
    }
  }

  @Override
  public PlanReport report() {
    return current().executable.report();
  }

  @Override
  public synchronized void close() {
    for (int i = compiled.size() - 1; i >= 0; i--) { // without an object, which may be one too many
      compiled.get(i).close();
    }
  }
}
