package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Activation;
import dev.gatun.op.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds GELU (Hendrycks and Gimpel 2016).
///
/// ```
/// x ─┬─▶ / √2 ─▶ Erf ─▶ + 1 ─▶ · ─▶ · ½ ─▶ y      =>   x ─▶ GELU ─▶ y
///    └─────────────────────────┘
/// ```
///
/// Correct by definition, wherever in the product the ½ stands.
final class FuseGelu implements ProductPattern {
  @Override
  public String name() {
    return "fuse-gelu";
  }

  @Override
  public @Nullable Match match(Product product, GraphEditor edit) {
    for (int place = 0; product.is(0.5, 2) && place < 2; place++) {
      String x = product.factors().get(place);
      String erf = ProductPattern.summand(product.factors().get(1 - place), 1, edit);
      Node node = erf == null ? null : edit.producer(erf);
      if (node != null && node.op().equals(new Unary(Unary.Kind.ERF))) {
        Product argument = Product.of(node.input(0), edit);
        if (argument.is(Math.sqrt(0.5), 1) && argument.factors().equals(List.of(x))) {
          return new Match(Activation.of(Activation.Kind.GELU), x);
        }
      }
    }
    return null;
  }
}
