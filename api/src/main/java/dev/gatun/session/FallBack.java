package dev.gatun.session;

import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;
import java.util.List;
import java.util.function.Consumer;

/// Several backends as one: the first, and the next where it does not open or its device fails. One
/// line of the log says so.
public final class FallBack implements Backend {
  private static final System.Logger LOG = System.getLogger("dev.gatun.Session");

  private final List<Backend> backends;
  private final Consumer<String> log;

  private FallBack(List<Backend> backends, Consumer<String> log) {
    this.backends = List.copyOf(backends);
    this.log = log;
  }

  /// Joins backends.
  ///
  /// @param backends at least one, the preferred one first
  /// @return all as one
  public static Backend of(List<Backend> backends) {
    return of(backends, line -> LOG.log(System.Logger.Level.WARNING, line));
  }

  static Backend of(List<Backend> backends, Consumer<String> log) {
    return backends.size() == 1 ? backends.getFirst() : new FallBack(backends, log);
  }

  @Override
  public String name() {
    return backends.getFirst().name();
  }

  @Override
  public Usability usability() {
    return backends.getFirst().usability();
  }

  @Override
  public Engine open(EngineOptions options) {
    FallBackEngine engine = new FallBackEngine(backends, options, log);
    boolean done = false;
    try {
      engine.open();
      done = true;
      return engine;
    } finally {
      if (!done) {
        engine.close();
      }
    }
  }
}
