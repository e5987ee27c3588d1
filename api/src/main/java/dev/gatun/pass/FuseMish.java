package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Activation;
import org.jspecify.annotations.Nullable;

/// Finds Mish (Misra 2019).
///
/// ```
/// x ─┬─▶ Softplus ─▶ Tanh ─▶ · ─▶ y      =>   x ─▶ MISH ─▶ y
///    └───────────────────────┘
/// ```
///
/// Correct by definition.
final class FuseMish implements ProductPattern {
  @Override
  public String name() {
    return "fuse-mish";
  }

  @Override
  public @Nullable Match match(Product product, GraphEditor edit) {
    for (int place = 0; product.is(1, 2) && place < 2; place++) {
      String x = product.factors().get(place);
      Node tanh =
          ProductPattern.activation(product.factors().get(1 - place), Activation.Kind.TANH, edit);
      Node softplus =
          tanh == null
              ? null
              : ProductPattern.activation(tanh.input(0), Activation.Kind.SOFTPLUS, edit);
      if (softplus != null && softplus.input(0).equals(x)) {
        return new Match(Activation.of(Activation.Kind.MISH), x);
      }
    }
    return null;
  }
}
