package dev.gatun.conformance.contract;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.util.Random;

/// What a problem's tensors are filled with (the two sets are after oneDNN's benchdnn).
public enum DataSet {
  /// Integers from −4 to 4: all sums stay below 2²⁴, so that every order of summation gives the
  /// same float and results are compared exactly. Finds every indexing mistake.
  SMALL_INTEGERS,
  /// Reals from −1 to 1: results are held to an error bound.
  REALS;

  /// A filled FLOAT32 tensor.
  ///
  /// @param shape extents
  /// @param random where the elements come from
  /// @param scale factor for [#REALS], which keeps long sums near 1
  /// @return the tensor
  Tensor fill(Shape shape, Random random, double scale) {
    float[] elements = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < elements.length; i++) {
      elements[i] =
          switch (this) {
            case SMALL_INTEGERS -> random.nextInt(9) - 4;
            case REALS -> (float) (scale * (2 * random.nextDouble() - 1));
          };
    }
    return Tensor.of(elements, shape.toArray());
  }
}
