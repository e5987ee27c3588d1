package dev.gatun.conformance.contract;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.Op;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Trials of normalisations that measure their input, on tensors `[n, ic, ih, iw]`. The word
/// `offset` moves all elements away from 0, where a variance from sums of squares is lost.
///
/// Small integers give exact sums here, but no exact results: roots and quotients are rounded, so
/// both data sets are held to [NormBounds], which is small enough for one wrong element to show.
/// Batch normalisation alone, whose variances are given, is exact with powers of 4 for them.
final class NormTrials {
  private static final float EPSILON = 1e-3f;
  private static final int OFFSET = 64;

  private NormTrials() {}

  static Trial of(Problem p, DataSet data, Random random) {
    Shape shape = PlainTrials.shape(p);
    Tensor x = data.fill(shape, random, 1);
    for (long i = 0; p.has("offset") && i < shape.size(); i++) {
      x.setDouble(i, x.getDouble(i) + OFFSET);
    }
    int axis = p.get("axis", 3);
    return switch (p.kind()) {
      case "instancenorm" ->
          scaled(p, new InstanceNorm(EPSILON), x, Shape.of(p.get("ic")), data, random);
      case "groupnorm" ->
          scaled(
              p,
              new GroupNorm(p.get("g"), EPSILON),
              x,
              Shape.of(p.has("bygroup") ? p.get("g") : p.get("ic")),
              data,
              random);
      case "layernorm" -> {
        long[] dims = Arrays.copyOfRange(shape.toArray(), axis, shape.rank());
        yield scaled(p, new LayerNorm(axis, EPSILON), x, Shape.of(dims), data, random);
      }
      case "lrn" ->
          new Trial(
              new Lrn(p.get("size"), 0.5f, p.has("root") ? 0.5f : 0.75f, 1),
              Arrays.asList(x),
              false,
              shape);
      default -> new Trial(new LpNorm(axis, p.get("p")), Arrays.asList(x), false, shape);
    };
  }

  /// Scale and shift of one shape; a layer normalisation may do without the shift.
  private static Trial scaled(
      Problem p, Op op, Tensor x, Shape shape, DataSet data, Random random) {
    Tensor scale = data.fill(shape, random, 2);
    @Nullable Tensor shift = p.has("noshift") ? null : data.fill(shape, random, 1);
    return new Trial(op, Arrays.asList(x, scale, shift), p.has("runtime"), x.shape());
  }
}
