package dev.gatun.kernels.java.plain;

import dev.gatun.op.Dft;
import dev.gatun.op.Signal;

/// Kernels of the [Signal] operators.
final class SignalKernels {
  private SignalKernels() {}

  static PlainKernel plan(Signature s, Signal op) {
    return switch (op) {
      case Dft d -> new FourierTransform(s, d);
    };
  }
}
