package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Pool;
import dev.gatun.op.Reshape;
import dev.gatun.op.Window;
import dev.gatun.spi.PlanReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Graphs in which layouts, halos, parts and views meet.
class PlanGraphTest {
  private static final double GATE = 4e-6;
  private static final Conv SAME3 = Conv.of(3, 3).withPad(1);

  @ParameterizedTest
  @CsvSource({
    "MAX, 3, 2, 1, 1, false, false",
    "MAX, 2, 2, 0, 1, true, false",
    "MAX, 3, 1, 2, 2, false, false",
    "AVERAGE, 3, 2, 1, 1, false, false",
    "AVERAGE, 3, 2, 1, 1, true, true",
    "AVERAGE, 2, 3, 1, 1, true, false",
    "AVERAGE, 5, 1, 2, 1, false, true",
  })
  void poolsMatchTheReference(
      Pool.Kind kind,
      int kernel,
      int stride,
      int pad,
      int dilation,
      boolean ceil,
      boolean countPads) {
    Window window =
        Window.of(kernel, kernel).withStride(stride).withPad(pad).withDilation(dilation);
    Pool pool = new Pool(kind, window, ceil, countPads, 0, false);
    long h = window.outputExtent(0, 15, ceil);
    long w = window.outputExtent(1, 12, ceil);
    GraphCase test =
        new GraphCase().input("x", 2, 19, 15, 12).node(pool, List.of("x"), "y", 2, 19, h, w);
    double error = test.error("y");
    assertTrue(error <= GATE, () -> test.kernel("y") + ": L2 error " + error);
    assertTrue(test.kernel("y").startsWith("F32Pool"), test.kernel("y"));
  }

  @Test
  void concatenationIsProducedInPlace() {
    GraphCase test =
        new GraphCase()
            .input("x", 1, 16, 10, 10)
            .constant("w1", 32, 16, 1, 1)
            .constant("w2", 16, 16, 3, 3)
            .constant("w3", 24, 48, 3, 3)
            .node(Conv.of(1, 1), List.of("x", "w1"), "a", 1, 32, 10, 10)
            .node(SAME3, List.of("x", "w2"), "b", 1, 16, 10, 10)
            .node(new Concat(1), List.of("a", "b"), "ab", 1, 48, 10, 10)
            .node(SAME3, List.of("ab", "w3"), "y", 1, 24, 10, 10)
            .node(new Concat(1), List.of("ab", "b", "b"), "abbb", 1, 80, 10, 10);
    assertTrue(test.error("y", "abbb") <= GATE);
    assertEquals(0, test.report().steps().stream().filter(s -> s.node().equals("ab")).count());
  }

  @Test
  void squeezeExciteStaysBlocked() {
    Binary mul = Binary.of(Binary.Kind.MUL);
    GraphCase test =
        new GraphCase()
            .input("x", 2, 18, 9, 9)
            .constant("w", 18, 18, 3, 3)
            .constant("w1", 5, 18, 1, 1)
            .constant("w2", 18, 5, 1, 1)
            .constant("s", 18, 1, 1)
            .constant("t", 1, 18, 1, 1)
            .constant("half", Tensor.scalar(0.5f))
            .node(SAME3, List.of("x", "w"), "c", 2, 18, 9, 9)
            .node(new GlobalPool(Pool.Kind.AVERAGE, 0), List.of("c"), "g", 2, 18, 1, 1)
            .node(
                Conv.of(1, 1).withActivation(Activation.RELU), List.of("g", "w1"), "r", 2, 5, 1, 1)
            .node(
                Conv.of(1, 1).withActivation(Activation.of(Activation.Kind.SIGMOID)),
                List.of("r", "w2"),
                "e",
                2,
                18,
                1,
                1)
            .node(mul, List.of("e", "c"), "m", 2, 18, 9, 9)
            .node(Binary.of(Binary.Kind.ADD), List.of("m", "s"), "n", 2, 18, 9, 9)
            .node(Binary.of(Binary.Kind.SUB), List.of("t", "n"), "o", 2, 18, 9, 9)
            .node(
                new Binary(Binary.Kind.MAX, Activation.SILU),
                List.of("o", "half"),
                "p",
                2,
                18,
                9,
                9)
            .node(SAME3, List.of("p", "w"), "y", 2, 18, 9, 9);
    assertTrue(test.error("y", "p") <= GATE);
    assertEquals(
        1, test.report().steps().stream().filter(s -> s.kernel().equals("toBlocked")).count());
  }

  @Test
  void normalisationsMatchTheReference() {
    GraphCase test =
        new GraphCase()
            .input("x", 2, 18, 9, 8)
            .constant("w", 18, 18, 3, 3)
            .constant("scale", 18)
            .constant("shift", 18)
            .constant("mean", 18)
            .constant(
                "var",
                Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 18))
            .node(SAME3, List.of("x", "w"), "c", 2, 18, 9, 8)
            .node(
                new BatchNorm(1e-3f),
                List.of("c", "scale", "shift", "mean", "var"),
                "b",
                2,
                18,
                9,
                8)
            .node(new InstanceNorm(1e-5f), List.of("b", "scale", "shift"), "i", 2, 18, 9, 8)
            .node(new Activate(Activation.leakyRelu(0.1f)), List.of("i"), "l", 2, 18, 9, 8)
            .node(SAME3, List.of("l", "w"), "y", 2, 18, 9, 8)
            .node(new GlobalPool(Pool.Kind.MAX, 0), List.of("y"), "g", 2, 18, 1, 1);
    assertTrue(test.error("y", "g", "b") <= GATE);
  }

  /// A clamp behind a batch normalisation is part of its step where nothing else reads the value
  /// between.
  @Test
  void normalisationsClamp() {
    BatchNorm norm = new BatchNorm(1e-3f);
    List<String> parameters = List.of("c", "scale", "shift", "mean", "scale");
    GraphCase test =
        new GraphCase()
            .input("x", 2, 18, 9, 8)
            .constant("w", 18, 18, 3, 3)
            .constant("scale", positive(18))
            .constant("shift", 18)
            .constant("mean", 18)
            .node(SAME3, List.of("x", "w"), "c", 2, 18, 9, 8)
            .node(norm, parameters, "b", 2, 18, 9, 8)
            .node(new Activate(Activation.RELU), List.of("b"), "r", 2, 18, 9, 8)
            .node(SAME3, List.of("r", "w"), "y", 2, 18, 9, 8)
            .node(norm, parameters, "b2", 2, 18, 9, 8)
            .node(new Activate(Activation.clip(-0.5f, 1)), List.of("b2"), "k", 2, 18, 9, 8)
            .node(norm, parameters, "b3", 2, 18, 9, 8)
            .node(new Activate(Activation.SILU), List.of("b3"), "s", 2, 18, 9, 8)
            .node(norm, parameters, "b4", 2, 18, 9, 8)
            .node(new Activate(Activation.RELU), List.of("b4"), "r4", 2, 18, 9, 8);
    assertTrue(test.error("y", "k", "s", "r4", "b4") <= GATE);
    assertEquals("strip scaleShift+RELU", test.kernel("b"));
    assertEquals("strip scaleShift+CLIP", test.kernel("b2"));
    assertEquals("strip scaleShift", test.kernel("b3"));
    assertEquals("strip scaleShift", test.kernel("b4"));
    assertEquals("strip RELU", test.kernel("r4"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 120, 84",
    "1, 84, 10",
    "1, 1024, 1000",
    "5, 33, 17",
    "3, 64, 128",
    "29, 300, 64",
    "13, 260, 70",
    "2, 8, 9000",
    "130, 3000, 20",
    "400, 12, 1100",
    "1, 7, 1"
  })
  void productsMatchTheReference(int m, int k, int n) {
    Gemm plain = new Gemm(1, 1, false, false, Activation.RELU);
    Gemm turned = new Gemm(0.5f, 2, true, true, Activation.of(Activation.Kind.TANH));
    GraphCase test =
        new GraphCase()
            .input("a", m, k)
            .input("at", k, m)
            .input("b2", k, n)
            .constant("b", k, n)
            .constant("bt", n, k)
            .constant("c", n)
            .input("bt2", n, k)
            .node(plain, List.of("a", "b", "c"), "y1", m, n)
            .node(turned, List.of("at", "bt", "c"), "y2", m, n)
            .node(plain, List.of("a", "b2"), "y3", m, n)
            .node(new MatMul(Activation.NONE), List.of("a", "b", "c"), "y4", m, n)
            .node(turned, List.of("at", "bt2"), "y5", m, n);
    assertTrue(test.error("y1", "y2", "y3", "y4", "y5") <= GATE);
    assertTrue(test.kernel("y1").endsWith("gemm"), test.kernel("y1"));
  }

  @Test
  void batchedProductsMatchTheReference() {
    GraphCase test =
        new GraphCase()
            .input("a", 2, 3, 5, 20)
            .input("b", 2, 3, 20, 18)
            .input("one", 5, 20)
            .constant("w", 20, 7)
            .node(new Activate(Activation.RELU), List.of("b"), "c", 2, 3, 20, 18)
            .node(new MatMul(Activation.NONE), List.of("a", "b"), "y", 2, 3, 5, 18)
            .node(new MatMul(Activation.NONE), List.of("a", "w"), "z", 2, 3, 5, 7)
            .node(new MatMul(Activation.RELU), List.of("one", "b"), "o", 2, 3, 5, 18)
            .node(new MatMul(Activation.NONE), List.of("a", "c"), "p", 2, 3, 5, 18);
    assertTrue(test.error("y", "z", "o", "p") <= GATE);
  }

  @Test
  void productsThatAreReadAgainAreResultsToo() {
    GraphCase test =
        new GraphCase()
            .input("a", 9, 20)
            .constant("b", 20, 32)
            .node(new MatMul(Activation.NONE), List.of("a", "b"), "y", 9, 32)
            .node(new Activate(Activation.RELU), List.of("y"), "z", 9, 32)
            .node(new MatMul(Activation.RELU), List.of("a", "b"), "o", 9, 32);
    assertTrue(test.error("y", "z", "o") <= GATE);
    assertEquals(
        2, test.report().steps().stream().filter(s -> s.kernel().equals("reorder")).count());
  }

  @Test
  void viewsShareMemory() {
    GraphCase test =
        new GraphCase()
            .input("x", 1, 3, 8, 8)
            .constant("w", 20, 3, 3, 3)
            .constant("f", 20 * 64, 10)
            .node(SAME3, List.of("x", "w"), "c", 1, 20, 8, 8)
            .node(new Reshape(Ints.of(1, -1), false), List.of("c"), "v", 1, 20 * 64)
            .node(new MatMul(Activation.NONE), List.of("v", "f"), "y", 1, 10);
    assertTrue(test.error("y", "v") <= GATE);
    List<String> kernels =
        test.report().steps().stream().map(PlanReport.StepReport::kernel).toList();
    assertEquals(1, kernels.stream().filter("toPlain"::equals).count(), kernels.toString());
  }

  private static Tensor positive(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.5f + i;
    }
    return Tensor.of(values, count);
  }
}
