package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.op.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds SiLU (swish; Ramachandran et al. 2017).
///
/// ```
/// x ─┬─▶ [· a] ─▶ Sigmoid ─▶ · ─▶ y      =>   x ─▶ SILU a ─▶ y
///    └───────────────────────┘
/// ```
///
/// Correct by definition; a is a number, 1 where nothing is multiplied.
final class FuseSilu implements ProductPattern {
  @Override
  public String name() {
    return "fuse-silu";
  }

  @Override
  public @Nullable Match match(Product product, GraphEditor edit) {
    if (!product.is(1, 2)) {
      return null;
    }
    for (int place = 0; place < 2; place++) {
      String x = product.factors().get(place);
      Node sigmoid =
          ProductPattern.activation(
              product.factors().get(1 - place), Activation.Kind.SIGMOID, edit);
      if (sigmoid != null && sigmoid.input(0).equals(x)) {
        return new Match(Activation.SILU, x);
      }
      Product argument = sigmoid == null ? null : Product.of(sigmoid.input(0), edit);
      if (argument != null && argument.factors().equals(List.of(x))) {
        float a = (float) argument.coefficient();
        return new Match(new Activation(Activation.Kind.SILU, a, 0), x);
      }
    }
    return null;
  }
}
