package dev.gatun.session;

import dev.gatun.BackendException;
import dev.gatun.DeviceException;
import dev.gatun.graph.Graph;
import dev.gatun.op.Op;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An engine of the first backend that opens; where its device fails, of the next one from then on.
/// The engine that failed stays open until the end, since plans of it may be at work.
final class FallBackEngine implements Engine {
  private final List<Backend> backends;
  private final EngineOptions options;
  private final Consumer<String> log;
  private final List<Engine> opened = new ArrayList<>();
  private int next;
  private volatile @Nullable Engine current;

  FallBackEngine(List<Backend> backends, EngineOptions options, Consumer<String> log) {
    this.backends = backends;
    this.options = options;
    this.log = log;
  }

  /// Opens the first backend that does.
  ///
  /// @throws BackendException of the last one, if none does
  synchronized void open() {
    while (true) {
      Backend backend = backends.get(next++);
      try {
        Engine engine = backend.open(options);
        opened.add(engine);
        current = engine;
        return;
      } catch (BackendException e) {
        if (next == backends.size()) {
          throw e;
        }
        warn(e);
      }
    }
  }

  private void warn(BackendException e) {
    log.accept(e.getMessage() + "; going on with backend " + backends.get(next).name());
  }

  /// The engine that takes over from one whose device failed.
  ///
  /// @param failed an engine of this one
  /// @param e what it said
  /// @return another engine
  /// @throws DeviceException what it said, if there is no other
  synchronized Engine after(Engine failed, DeviceException e) {
    Engine engine = current();
    if (!engine.equals(failed)) {
      return engine; // another thread was here
    }
    if (next == backends.size()) {
      throw e;
    }
    warn(e);
    open();
    return current();
  }

  /// The engine for new plans.
  Engine current() {
    Engine engine = current;
    if (engine == null) {
      throw new IllegalStateException("an engine that was not opened");
    }
    return engine;
  }

  @Override
  public String description() {
    return current().description();
  }

  @Override
  public boolean supports(Op op) {
    return current().supports(op);
  }

  @Override
  public Executable compile(Graph graph) {
    FallBackExecutable executable = new FallBackExecutable(this, graph);
    executable.compile();
    return executable;
  }

  @Override
  public void warmUp() {
    current().warmUp();
  }

  @Override
  public void close() {
    for (int i = opened.size() - 1; i >= 0; i--) { // without an object, which may be one too many
      opened.get(i).close();
    }
  }
}
