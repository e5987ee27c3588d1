package dev.gatun.conformance.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.BackendException;
import dev.gatun.Tensor;
import dev.gatun.conformance.graphs.GraphResult.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphComparisonTest {
  private static GraphResult compare(float[] got, float[] wanted) {
    return GraphComparison.compare(
        List.of(Tensor.of(got, got.length)), List.of(Tensor.of(wanted, wanted.length)));
  }

  @Test
  void theGateIsAPartOfTheOutputsNorm() {
    float[] wanted = {300, 400, 0};
    assertEquals(Verdict.PASSED, compare(new float[] {300, 400, 0.049f}, wanted).verdict());
    GraphResult off = compare(new float[] {300, 400, 0.051f}, wanted);
    assertEquals(Verdict.DIFFERENT, off.verdict());
    assertEquals(1.02e-4, off.error(), 1e-6);
  }

  @Test
  void shapesAndCountsMustAgree() {
    assertEquals(Verdict.DIFFERENT, compare(new float[2], new float[3]).verdict());
    assertEquals(
        Verdict.DIFFERENT,
        GraphComparison.compare(List.of(), List.of(Tensor.scalar(1f))).verdict());
  }

  @Test
  void whatNeverArrivedIsNoResult() {
    float[] wanted = {1, 2, 3};
    assertEquals(Verdict.DIFFERENT, compare(new float[] {1, 2, Float.NaN}, wanted).verdict());
    assertEquals(
        Verdict.DIFFERENT, compare(new float[] {1, 2, Float.POSITIVE_INFINITY}, wanted).verdict());
  }

  @Test
  void whatCouldNotHaveFailedIsMistrusted() {
    float[] zeros = new float[40];
    assertEquals(Verdict.MISTRUSTED, compare(zeros, zeros).verdict());
    float[] nearly = zeros.clone();
    nearly[7] = 1;
    assertEquals(Verdict.MISTRUSTED, compare(nearly, nearly).verdict());
    float[] constant = new float[40];
    Arrays.fill(constant, 0.3f);
    GraphResult result = compare(constant, constant);
    assertEquals(Verdict.MISTRUSTED, result.verdict());
    assertTrue(result.reason().startsWith("output 0: 40 of 40 elements are 0.3"), result.reason());
    float[] broken = {Float.NaN, 1, 2};
    assertEquals(Verdict.MISTRUSTED, compare(broken, broken).verdict());
  }

  @Test
  void aDifferenceIsNotHiddenByMistrust() {
    float[] got = new float[40];
    got[3] = 1;
    assertEquals(Verdict.DIFFERENT, compare(got, new float[40]).verdict());
  }

  @Test
  void errorsBecomeVerdicts() {
    GraphRunner broken = runner(() -> new BackendException("no device"));
    GraphRunner untyped = runner(() -> new IllegalStateException("oh"));
    GraphRunner reference = BackendRunner.of("reference");
    RandomGraph graph = RandomGraph.of(1);
    assertEquals(
        new GraphResult(Verdict.BROKEN, "no device", 0),
        new GraphComparison(broken, reference).check(graph));
    assertEquals(
        new GraphResult(Verdict.BROKEN, "untyped java.lang.IllegalStateException: oh", 0),
        new GraphComparison(untyped, reference).check(graph));
    assertEquals(
        new GraphResult(Verdict.UNJUDGED, "no device", 0),
        new GraphComparison(reference, broken).check(graph));
  }

  private static GraphRunner runner(java.util.function.Supplier<RuntimeException> failure) {
    return new GraphRunner() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public List<Tensor> run(byte[] model, List<Tensor> inputs) {
        throw failure.get();
      }
    };
  }
}
