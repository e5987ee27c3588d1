package dev.gatun.bench.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatricesTest {
  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  private static float get(Tensor tensor, long i) {
    return tensor.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  private Matrices product(int m, int n, int k) {
    Matrices matrices = Matrices.of(new Product("test", m, n, k), arena);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += (double) get(matrices.a(), (long) i * k + p) * get(matrices.b(), (long) p * n + j);
        }
        matrices.c().data().setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * n + j, (float) sum);
      }
    }
    return matrices;
  }

  @Test
  void aRoundedProductIsAsGoodAsAFloatCanBe() {
    Matrices matrices = product(5, 7, 9);
    double error = matrices.error();
    assertTrue(error > 0 && error < 1e-6, () -> "got " + error);
  }

  @Test
  void theErrorIsTheLargestDifferenceInUnitsOfTheResult() {
    Matrices matrices = product(1, 1, 3);
    float right = get(matrices.c(), 0);
    matrices.c().data().setAtIndex(ValueLayout.JAVA_FLOAT, 0, right * 1.5f);
    assertEquals(0.5, matrices.error(), 1e-6);
  }

  @Test
  void oneWrongElementOfTheLastRowIsSeen() {
    Matrices matrices = product(6, 4, 3);
    matrices.c().data().setAtIndex(ValueLayout.JAVA_FLOAT, 6 * 4 - 1, 100);
    assertTrue(matrices.error() > 1);
  }

  @Test
  void whatWasNotWrittenIsInfinitelyWrong() {
    Matrices matrices = product(2, 2, 2);
    matrices.spoil();
    assertEquals(Double.POSITIVE_INFINITY, matrices.error());
  }

  @Test
  void gatunGivesTheProductBothWays() {
    Matrices matrices = Matrices.of(new Product("test", 33, 17, 50), arena);
    for (boolean weights : new boolean[] {true, false}) {
      matrices.spoil();
      try (GatunProduct product =
          weights ? GatunProduct.withWeights(matrices, 1) : GatunProduct.withInputs(matrices, 2)) {
        assertEquals(weights ? 1 : 2, product.inputs().size());
        product.run();
        product.run();
      }
      assertTrue(matrices.error() < 1e-5, () -> "got " + matrices.error());
    }
  }
}
