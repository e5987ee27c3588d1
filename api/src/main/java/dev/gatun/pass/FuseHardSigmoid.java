package dev.gatun.pass;

import dev.gatun.op.Activation;
import org.jspecify.annotations.Nullable;

/// Finds the hard sigmoid of MobileNetV3 (Howard et al. 2019).
///
/// ```
/// x ─▶ + 3 ─▶ Clip 0 6 ─▶ / 6 ─▶ y      =>   x ─▶ HARD_SIGMOID ⅙ ½ ─▶ y
/// ```
///
/// Correct since clip(x + 3, 0, 6)/6 = clip(x/6 + ½, 0, 1); · ⅙ is the same as / 6.
final class FuseHardSigmoid implements ProductPattern {
  /// clip(x/6 + ½, 0, 1).
  static final Activation HARD_SIGMOID = new Activation(Activation.Kind.HARD_SIGMOID, 1f / 6, 0.5f);

  @Override
  public String name() {
    return "fuse-hard-sigmoid";
  }

  @Override
  public @Nullable Match match(Product product, GraphEditor edit) {
    if (!product.is(1.0 / 6, 1)) {
      return null;
    }
    String x = ProductPattern.shiftedClip6(product.factors().getFirst(), edit);
    return x == null ? null : new Match(HARD_SIGMOID, x);
  }
}
