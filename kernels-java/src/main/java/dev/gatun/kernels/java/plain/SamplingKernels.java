package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.op.AffineGrid;
import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.GridSample;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Sampling;

/// Kernels of the [Sampling] operators.
final class SamplingKernels {
  private SamplingKernels() {}

  static PlainKernel plan(Signature s, Sampling op) {
    return switch (op) {
      case AffineGrid a -> new AffinePlaces(s, a);
      case Col2Im c -> new BlockSum(s, c);
      case DeformConv d -> new DeformedConv(s, d);
      case GridSample g -> new GridSampling(s, g);
      case MaxRoiPool p -> new RegionMaxima(s, p);
      case MaxUnpool m -> new Unpooling(s, m);
      case RoiAlign r ->
          s.inType(0) == DType.FLOAT32 && r.mode() == RoiAlign.Mode.AVERAGE
              ? new F32RoiAverage(s, r)
              : new TypedRoiAlign(s, r);
    };
  }
}
