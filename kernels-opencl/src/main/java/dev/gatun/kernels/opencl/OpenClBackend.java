package dev.gatun.kernels.opencl;

import dev.gatun.BackendException;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;

/// The place of the OpenCL backend. It says that it is not usable, so that nobody who asks for
/// `opencl` gets anything else.
public final class OpenClBackend implements Backend {
  private static final String REASON = "not usable: not built yet";

  /// Found by [java.util.ServiceLoader]; starts nothing.
  public OpenClBackend() {}

  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public Usability usability() {
    return new Usability(false, 0, REASON);
  }

  @Override
  public Engine open(EngineOptions options) {
    throw new BackendException("open backend opencl: " + REASON);
  }
}
