package dev.gatun.session;

import dev.gatun.graph.Graph;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.util.HashMap;
import java.util.Map;

/// What all plans of a session share: an engine, and the plans of graphs inside control flow. Has
/// several owners, closed when the last of them lets go.
public final class SharedEngine {
  private final Engine engine;
  private final CompileOptions options;
  private final Map<Graph, Plans> bodies = new HashMap<>();
  private int owners = 1;

  /// Starts an engine. The caller is the first owner.
  ///
  /// @param backend starts it, after all else that may fail
  /// @param engineOptions threads and limits
  /// @param options how graphs are compiled for it
  public SharedEngine(Backend backend, EngineOptions engineOptions, CompileOptions options) {
    this.options = options;
    this.engine = backend.open(engineOptions);
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
      try {
        synchronized (bodies) {
          bodies.values().forEach(Plans::close);
        }
      } finally {
        engine.close();
      }
    }
  }
}
