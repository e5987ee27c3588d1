package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import org.jspecify.annotations.Nullable;

/// Finds the hard swish of MobileNetV3 (Howard et al. 2019) in the ways that exporters write it
/// out.
///
/// ```
/// x ─┬─▶ + 3 ─▶ Clip 0 6 ─▶ · ─▶ / 6 ─▶ y      =>   x ─▶ HARD_SWISH ─▶ y
///    └──────────────────────┘
/// x ─┬─▶ HardSigmoid ⅙ ½ ─▶ · ─▶ y             =>   x ─▶ HARD_SWISH ─▶ y
///    └──────────────────────┘
/// ```
///
/// Correct by definition, wherever in the product the ⅙ stands.
final class FuseHardSwish implements ProductPattern {
  private static final Activation HARD_SWISH = Activation.of(Activation.Kind.HARD_SWISH);

  @Override
  public String name() {
    return "fuse-hard-swish";
  }

  @Override
  public @Nullable Match match(Product product, GraphEditor edit) {
    boolean clips = product.is(1.0 / 6, 2);
    if (!clips && !product.is(1, 2)) {
      return null;
    }
    for (int place = 0; place < 2; place++) {
      String x = product.factors().get(place);
      String gate = product.factors().get(1 - place);
      if (x.equals(
          clips ? ProductPattern.shiftedClip6(gate, edit) : hardSigmoidArgument(gate, edit))) {
        return new Match(HARD_SWISH, x);
      }
    }
    return null;
  }

  private static @Nullable String hardSigmoidArgument(String value, GraphEditor edit) {
    Node node = ProductPattern.activation(value, Activation.Kind.HARD_SIGMOID, edit);
    return node != null
            && node.op() instanceof Activate activate
            && Product.near(activate.function().a(), 1.0 / 6)
            && activate.function().b() == 0.5f
        ? node.input(0)
        : null;
  }
}
