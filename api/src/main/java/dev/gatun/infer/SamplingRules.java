package dev.gatun.infer;

import dev.gatun.graph.TensorType;
import dev.gatun.op.AffineGrid;
import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.GridSample;
import dev.gatun.op.Ints;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.Op;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Sampling;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binding and types of the [Sampling] operators.
final class SamplingRules {
  private SamplingRules() {}

  /// The operator with all components filled in that are known.
  static Op bind(Sampling op, Operands in) {
    return switch (op) {
      case AffineGrid a ->
          a.size() == null && in.ints(1) != null ? new AffineGrid(in.ints(1), a.alignCorners()) : a;
      case Col2Im c -> UnfoldingTypes.bind(c, in);
      case DeformConv d -> UnfoldingTypes.bind(d, in);
      case MaxUnpool m -> UnfoldingTypes.bind(m, in);
      case GridSample _, MaxRoiPool _, RoiAlign _ -> op;
    };
  }

  /// The places of parameter inputs that are not bound yet.
  static Ints unbound(Sampling op) {
    return switch (op) {
      case AffineGrid a -> a.size() == null ? Ints.of(1) : Ints.EMPTY;
      case Col2Im c -> c.image() == null ? Ints.of(1, 2) : Ints.EMPTY;
      case MaxUnpool m -> m.outShape() == null ? Ints.of(2) : Ints.EMPTY;
      case DeformConv _, GridSample _, MaxRoiPool _, RoiAlign _ -> Ints.EMPTY;
    };
  }

  /// The types of all outputs, null where nothing is known.
  static List<@Nullable TensorType> types(Sampling op, Operands in) {
    return Collections.singletonList(
        switch (op) {
          case AffineGrid a -> GridTypes.affine(a, in);
          case Col2Im c -> UnfoldingTypes.blocks(c, in);
          case DeformConv d -> UnfoldingTypes.deformed(d, in);
          case GridSample g -> GridTypes.sample(g, in);
          case MaxRoiPool p -> RegionTypes.pool(p, in);
          case MaxUnpool m -> UnfoldingTypes.unpooled(m, in);
          case RoiAlign r -> RegionTypes.align(r, in);
        });
  }
}
