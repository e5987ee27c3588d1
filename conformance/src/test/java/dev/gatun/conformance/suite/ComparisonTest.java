package dev.gatun.conformance.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatun.Tensor;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Comparison compare(Tolerance tolerance, float got, float recorded) {
    return Comparison.of(Tensor.scalar(got), Tensor.scalar(recorded), tolerance);
  }

  @Test
  void floatsMayDifferByAPartOfTheRecordedOne() {
    assertNull(compare(Tolerance.OPERATORS, 1000.9f, 1000).fault());
    assertNotNull(compare(Tolerance.OPERATORS, 1001.1f, 1000).fault());
    assertNotNull(compare(Tolerance.OPERATORS, 1e-3f, 0).fault());
  }

  @Test
  void modelsMayDifferByAPartOfTheLargestElement() {
    Tensor recorded = Tensor.of(new float[] {0, 100}, 2);
    Tensor got = Tensor.of(new float[] {9e-4f, 100}, 2);
    assertNotNull(Comparison.of(got, recorded, Tolerance.OPERATORS).fault());
    assertNull(Comparison.of(got, recorded, Tolerance.MODELS).fault());
  }

  @Test
  void nanAndInfinityEqualThemselvesOnly() {
    float inf = Float.POSITIVE_INFINITY;
    assertNull(compare(Tolerance.OPERATORS, Float.NaN, Float.NaN).fault());
    assertNull(compare(Tolerance.OPERATORS, inf, inf).fault());
    assertNotNull(compare(Tolerance.OPERATORS, -inf, inf).fault());
    assertNotNull(compare(Tolerance.OPERATORS, Float.NaN, 1).fault());
    assertNotNull(compare(Tolerance.OPERATORS, 1, Float.NaN).fault());
    assertNotNull(compare(Tolerance.OPERATORS, Float.MAX_VALUE, inf).fault());
  }

  @Test
  void integersMustBeEqual() {
    Tensor recorded = Tensor.of(new long[] {1_000_000_000_000_000_000L, 2}, 2);
    Tensor got = Tensor.of(new long[] {1_000_000_000_000_000_001L, 2}, 2);
    assertNull(Comparison.of(recorded, recorded, Tolerance.OPERATORS).fault());
    assertNotNull(Comparison.of(got, recorded, Tolerance.OPERATORS).fault());
  }

  @Test
  void theFaultSaysWhatIsRequired() {
    Tensor recorded = Tensor.of(new float[] {1, 2}, 2);
    assertEquals(
        "got FLOAT32[1], required FLOAT32[2]",
        Comparison.of(Tensor.of(new float[] {1}, 1), recorded, Tolerance.OPERATORS).fault());
    String fault =
        Comparison.of(Tensor.of(new float[] {1, 3}, 2), recorded, Tolerance.OPERATORS).fault();
    assertNotNull(fault);
    assertEquals("element 1: got 3.0, required 2.0 ± 0.0020001 (1 of 2 elements are off)", fault);
  }
}
