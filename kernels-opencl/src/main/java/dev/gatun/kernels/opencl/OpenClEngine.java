package dev.gatun.kernels.opencl;

import dev.gatun.DeviceException;
import dev.gatun.LimitExceededException;
import dev.gatun.graph.Graph;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.plan.DevicePlan;
import dev.gatun.kernels.opencl.plan.Weights;
import dev.gatun.op.Op;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;

/// A device at work, with an engine of the host for what it has no kernel for.
final class OpenClEngine implements Engine {
  private final OpenDevice device;
  private final Engine host;
  private final Weights weights;
  private final EngineOptions options;

  /// @param device which the engine closes
  /// @param host which the engine closes
  OpenClEngine(OpenDevice device, Engine host, EngineOptions options) {
    this.device = device;
    this.host = host;
    this.options = options;
    this.weights = new Weights(device, host);
  }

  @Override
  public String description() {
    return "opencl: "
        + device.info().name()
        + " ("
        + device.info().platform()
        + "), with "
        + host.description();
  }

  /// What the device has no kernel for runs on the host.
  @Override
  public boolean supports(Op op) {
    return host.supports(op);
  }

  @Override
  public Executable compile(Graph graph) {
    try {
      return DevicePlan.compile(graph, device, weights, host, options.limits());
    } catch (ClException e) {
      throw new DeviceException("compile for backend opencl: " + e.getMessage(), e);
    } catch (ArithmeticException e) { // an extent or stride that 31 bits do not hold
      throw new LimitExceededException(
          "compile for backend opencl, graph '"
              + graph.name()
              + "': a tensor is too large, required less than 2^31 elements",
          e);
    }
  }

  @Override
  public void warmUp() {
    host.warmUp();
  }

  @Override
  public void close() {
    try {
      weights.close();
    } finally {
      try {
        device.close();
      } finally {
        host.close();
      }
    }
  }
}
