package dev.gatun.session;

import dev.gatun.spi.Engine;

/// An engine with several owners, closed when the last of them lets go.
public final class SharedEngine {
  private final Engine engine;
  private int owners = 1;

  /// The caller is the first owner.
  ///
  /// @param engine closed by this object
  public SharedEngine(Engine engine) {
    this.engine = engine;
  }

  /// The engine itself.
  ///
  /// @return the engine, open while the caller is an owner
  public Engine engine() {
    return engine;
  }

  /// Adds an owner.
  synchronized void retain() {
    owners++;
  }

  /// Removes an owner; the last one closes the engine.
  public void release() {
    boolean last;
    synchronized (this) {
      owners--;
      last = owners == 0;
    }
    if (last) {
      engine.close();
    }
  }
}
