package dev.gatun.conformance.contract;

import net.jqwik.api.Example;

/// Functions of one and of two elements, with broadcasting; sums, products and quotients are exact
/// to the last bit.
public abstract class ElementwiseContract extends BackendContract {
  /// For subclasses.
  protected ElementwiseContract() {}

  /// Relu keeps NaN and +∞ and makes everything negative 0.
  @Example
  public void specialValues() {
    SpecialValues.relu(engine());
  }

  @Override
  protected Problem draw(Draw choices) {
    return PlainGenerators.elementwise(choices);
  }
}
