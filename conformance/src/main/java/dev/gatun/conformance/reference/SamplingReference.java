package dev.gatun.conformance.reference;

import dev.gatun.op.AffineGrid;
import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.GridSample;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Sampling;

/// The [Sampling] operators by their definitions.
final class SamplingReference {
  private SamplingReference() {}

  static void run(Sampling op, Operands o) {
    switch (op) {
      case AffineGrid a -> Grids.affine(a, o);
      case Col2Im c -> Unfoldings.blocks(c, o);
      case DeformConv d -> Unfoldings.deformed(d, o);
      case GridSample g -> Grids.sample(g, o);
      case MaxRoiPool p -> Regions.pool(p, o);
      case MaxUnpool m -> Unfoldings.unpooled(m, o);
      case RoiAlign r -> Regions.align(r, o);
    }
  }
}
