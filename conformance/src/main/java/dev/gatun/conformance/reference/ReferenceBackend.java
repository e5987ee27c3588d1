package dev.gatun.conformance.reference;

import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;

/// The naive reference as a backend: slow, plain, and the one that others are compared with. It has
/// every operator but custom ones, on every element type.
public final class ReferenceBackend implements Backend {
  /// For [java.util.ServiceLoader].
  public ReferenceBackend() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Usability usability() {
    return new Usability(true, 0, "naive loops in double, one thread");
  }

  @Override
  public Engine open(EngineOptions options) {
    return new ReferenceEngine(options.limits());
  }
}
