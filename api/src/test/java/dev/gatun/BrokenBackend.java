package dev.gatun;

import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;

/// A backend that cannot even be constructed, as one is whose native library is missing.
public final class BrokenBackend implements Backend {
  /// Fails.
  public BrokenBackend() {
    throw new UnsatisfiedLinkError("no libfoo");
  }

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public Usability usability() {
    return new Usability(true, 100, "never asked");
  }

  @Override
  public Engine open(EngineOptions options) {
    throw new BackendException("never opened");
  }
}
