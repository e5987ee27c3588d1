package dev.gatun.kernels.java;

import dev.gatun.kernels.java.plan.ConvMode;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;
import java.util.concurrent.atomic.AtomicBoolean;

/// The CPU backend: Vector API kernels on a blocked layout, with a scalar twin for where the Vector
/// module is missing.
public final class JavaBackend implements Backend {
  private static final System.Logger LOG = System.getLogger(JavaBackend.class.getName());
  private static final AtomicBoolean SAID = new AtomicBoolean();
  private static final int VECTOR_SPEED = 100;
  private static final int SCALAR_SPEED = 10;

  /// Found by [java.util.ServiceLoader]; starts nothing.
  public JavaBackend() {}

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Usability usability() {
    return new Usability(true, Width.isVector() ? VECTOR_SPEED : SCALAR_SPEED, Width.DESCRIPTION);
  }

  @Override
  public Engine open(EngineOptions options) {
    ConvMode mode = ConvMode.ofProperty();
    // whether a transform pays is a matter of lanes, threads and caches
    return open(options, options.strict() && mode == ConvMode.AUTO ? ConvMode.DIRECT : mode);
  }

  /// Starts an engine whose convolutions take a given algorithm.
  ///
  /// @param options threads and limits
  /// @param convMode which algorithm
  /// @return the engine
  public Engine open(EngineOptions options, ConvMode convMode) {
    if (!Width.isVector() && !SAID.getAndSet(true)) {
      LOG.log(System.Logger.Level.INFO, "backend java runs the " + Width.DESCRIPTION);
    }
    return new JavaEngine(options, convMode);
  }
}
