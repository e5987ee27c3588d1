package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fully connected layer on `[N, K]`.
///
/// @param units extent of the result
/// @param transposed whether the file holds weights `[units, K]` in place of `[K, units]`
/// @param matMul whether it is written as a product and a sum
/// @param alpha factor of the product
/// @param beta factor of the bias, 0 for no bias
record GemmLayer(int units, boolean transposed, boolean matMul, float alpha, float beta)
    implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    return x.rank() == 2 && units > 0 ? Shape.of(x.dim(0), units) : null;
  }

  @Override
  public void write(LayerWriter to) {
    long k = to.shape().dim(1);
    boolean rows = transposed && !matMul;
    String w = to.weights("w", rows ? Shape.of(units, k) : Shape.of(k, units), (double) k);
    if (matMul) {
      String product = to.inner("product");
      to.node("MatMul", List.of(to.x(), w), List.of(product), Attributes.none());
      String b = to.uniform("b", Shape.of(units), -0.5, 0.5);
      to.node("Add", List.of(product, b), Attributes.none());
      return;
    }
    List<String> reads = new ArrayList<>(List.of(to.x(), w));
    Attributes attributes = Attributes.none().with("transB", rows ? 1 : 0).with("alpha", alpha);
    if (beta != 0 || to.opset() < 11) {
      reads.add(to.uniform("b", Shape.of(units), -0.5, 0.5));
      attributes = attributes.with("beta", beta);
    }
    to.node("Gemm", reads, attributes);
  }

  @Override
  public List<Layer> simpler() {
    List<Layer> list = new ArrayList<>();
    list.add(new GemmLayer(1, transposed, matMul, alpha, beta));
    list.add(new GemmLayer(units / 2, transposed, matMul, alpha, beta));
    list.add(new GemmLayer(units - 1, transposed, matMul, alpha, beta));
    list.add(new GemmLayer(units, false, matMul, 1, beta));
    list.add(new GemmLayer(units, transposed, false, alpha, 0));
    list.removeIf(this::equals);
    return list;
  }
}
