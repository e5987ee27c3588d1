package dev.gatun.session;

import dev.gatun.graph.Graph;
import dev.gatun.spi.Engine;
import java.util.HashMap;
import java.util.Map;

/// What all plans of a session share: an engine, and the plans of graphs inside control flow. Has
/// several owners, closed when the last of them lets go.
public final class SharedEngine {
  private final Engine engine;
  private final CompileOptions options;
  private final Map<Graph, Plans> bodies = new HashMap<>();
  private int owners = 1;

  /// The caller is the first owner.
  ///
  /// @param engine closed by this object
  /// @param options how graphs are compiled for it
  public SharedEngine(Engine engine, CompileOptions options) {
    this.engine = engine;
    this.options = options;
  }

  /// The engine itself.
  ///
  /// @return the engine, open while the caller is an owner
  public Engine engine() {
    return engine;
  }

  /// How graphs are compiled.
  ///
  /// @return the options
  public CompileOptions options() {
    return options;
  }

  /// The plans of a body, the same for every node and plan that runs it.
  Plans body(Graph graph) {
    synchronized (bodies) {
      Plans plans = bodies.get(graph);
      if (plans == null) {
        plans = new Plans(PlanCompiler.of(graph, this), options.plans(), () -> {});
        bodies.put(graph, plans);
      }
      return plans;
    }
  }

  /// Adds an owner.
  void retain() {
    synchronized (this) {
      owners++;
    }
  }

  /// Removes an owner; the last one closes the engine.
  public void release() {
    boolean last;
    synchronized (this) {
      owners--;
      last = owners == 0;
    }
    if (last) {
      synchronized (bodies) {
        bodies.values().forEach(Plans::close);
      }
      engine.close();
    }
  }
}
