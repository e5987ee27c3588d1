package dev.gatun.pass;

import dev.gatun.Limits;
import dev.gatun.spi.Engine;
import java.util.HashMap;
import java.util.Map;

/// What one run of the [Optimizer] lends its passes.
public final class PassContext {
  private final Engine engine;
  private final Map<String, Integer> firings = new HashMap<>();
  private long foldedBytesLeft;

  /// @param engine runs constant subgraphs
  /// @param limits the budget of constant folding
  public PassContext(Engine engine, Limits limits) {
    this.engine = engine;
    this.foldedBytesLeft = limits.foldedBytes();
  }

  /// @return the engine that constant subgraphs run on
  public Engine engine() {
    return engine;
  }

  /// @return bytes that constant folding may still create
  public long foldedBytesLeft() {
    return foldedBytesLeft;
  }

  /// Takes from the budget of constant folding.
  ///
  /// @param bytes created
  public void spendFoldedBytes(long bytes) {
    foldedBytesLeft -= bytes;
  }

  /// Counts rewritings.
  ///
  /// @param pass the pass's name
  /// @param times how often it fired, 0 or more
  public void fired(String pass, int times) {
    firings.merge(pass, times, Integer::sum);
  }

  /// @param pass the pass's name
  /// @return how often it fired
  public int firings(String pass) {
    return firings.getOrDefault(pass, 0);
  }
}
