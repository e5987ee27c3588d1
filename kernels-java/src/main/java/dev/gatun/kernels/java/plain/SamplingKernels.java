package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Sampling;

/// Kernels of the [Sampling] operators.
final class SamplingKernels {
  private SamplingKernels() {}

  static PlainKernel plan(Signature s, Sampling op) {
    return switch (op) {
      case RoiAlign r ->
          s.inType(0) == DType.FLOAT32 && r.mode() == RoiAlign.Mode.AVERAGE
              ? new F32RoiAverage(s, r)
              : new TypedRoiAlign(s, r);
    };
  }
}
