package dev.gatun;

import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;
import java.util.concurrent.atomic.AtomicInteger;

/// A fast backend for a device that is not there.
public final class UnusableBackend implements Backend {
  /// How often one was asked whether it is usable.
  static final AtomicInteger ASKED = new AtomicInteger();

  /// For the service loader.
  public UnusableBackend() {}

  @Override
  public String name() {
    return "absent";
  }

  @Override
  public Usability usability() {
    ASKED.incrementAndGet();
    return new Usability(false, 99, "no device");
  }

  @Override
  public Engine open(EngineOptions options) {
    throw new BackendException("absent: no device");
  }
}
