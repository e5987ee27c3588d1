package dev.gatun;

import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;

/// A fast backend for a device that is not there.
public final class UnusableBackend implements Backend {
  /// For the service loader.
  public UnusableBackend() {}

  @Override
  public String name() {
    return "absent";
  }

  @Override
  public Usability usability() {
    return new Usability(false, 99, "no device");
  }

  @Override
  public Engine open(EngineOptions options) {
    throw new BackendException("absent: no device");
  }
}
