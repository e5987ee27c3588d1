package dev.gatun.conformance.contract;

import dev.gatun.Shape;
import dev.gatun.op.Ints;
import dev.gatun.op.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Trials of resampling `[n, ic, ih, iw]` to `[n, ic, oh, ow]`. Words are the mode (`nearest`
/// unless another is named), how coordinates map (`half_pixel` unless …) and how nearest rounds.
final class ResizeTrials {
  private static final float CUBIC_A = -0.75f;

  private ResizeTrials() {}

  static Trial of(Problem p, DataSet data, Random random) {
    Shape from = PlainTrials.shape(p);
    Shape to = Shape.of(p.get("n"), p.get("ic"), p.get("oh"), p.get("ow"));
    Resize.Mode mode =
        p.has("cubic")
            ? Resize.Mode.CUBIC
            : p.has("linear") ? Resize.Mode.LINEAR : Resize.Mode.NEAREST;
    List<Float> scales =
        List.of(1f, 1f, scale(p.get("oh"), p.get("ih")), scale(p.get("ow"), p.get("iw")));
    Resize op =
        new Resize(
            mode,
            named(p, Resize.Transform.values()),
            named(p, Resize.Nearest.values()),
            CUBIC_A,
            p.has("exclude"),
            0,
            p.has("antialias"),
            Resize.Policy.STRETCH,
            Ints.EMPTY,
            scales,
            Ints.of(to.toArray()),
            null);
    return new Trial(op, Arrays.asList(data.fill(from, random, 1)), false, to);
  }

  private static float scale(int to, int from) {
    return (float) ((double) to / from);
  }

  /// The constant that a word names, else the first.
  private static <E extends Enum<E>> E named(Problem p, E[] values) {
    for (E value : values) {
      if (p.has(value.name().toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    return values[0];
  }
}
