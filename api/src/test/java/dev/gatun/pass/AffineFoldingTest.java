package dev.gatun.pass;

import static dev.gatun.pass.Sketch.assertKeeps;
import static dev.gatun.pass.Sketch.assertRewrites;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Window;
import org.junit.jupiter.api.Test;

class AffineFoldingTest {
  private static final Pass NORM = new FoldBatchNorm();
  private static final Pass ARITHMETIC = new FoldChannelArithmetic();
  private static final Pass BIAS = new MatMulBias();
  private static final Conv CONV = Conv.of(1, 1);

  private static Sketch convolved(Conv conv) {
    return new Sketch()
        .input("x", 1, 2, 2, 2)
        .counting("w", 2, 2, 1, 1)
        .counting("b", 2)
        .counting("s", 2)
        .node("c", conv, "x", "w", "b");
  }

  private static Sketch normed(Sketch sketch) {
    return sketch.node("y", new BatchNorm(0), "c", "s", "s", "s", "s");
  }

  private static Binary binary(Binary.Kind kind) {
    return Binary.of(kind);
  }

  @Test
  void normGoesIntoTheConvolution() {
    assertRewrites(NORM, normed(convolved(CONV)).graph("y"), "y = Conv(x, w.scaled, w.bias)");
  }

  @Test
  void normStaysWhereTheConvolutionIsReadTwiceOrActivatedOrNotConstant() {
    assertKeeps(NORM, normed(convolved(CONV)).graph("y", "c"));
    assertKeeps(NORM, normed(convolved(CONV.withActivation(Activation.RELU))).graph("y"));
    Sketch variable =
        new Sketch()
            .input("x", 1, 2, 2, 2)
            .input("w", 2, 2, 1, 1)
            .counting("s", 2)
            .node("c", CONV, "x", "w");
    assertKeeps(NORM, normed(variable).graph("y"));
    Sketch moving =
        convolved(CONV).input("m", 2).node("y", new BatchNorm(0), "c", "s", "s", "m", "s");
    assertKeeps(NORM, moving.graph("y"));
  }

  @Test
  void normStaysBehindAResidual() {
    Sketch sketch =
        new Sketch()
            .input("x", 1, 2, 2, 2)
            .counting("w", 2, 2, 1, 1)
            .counting("s", 2)
            .node("c", CONV, "x", "w", "", "x");
    assertKeeps(NORM, normed(sketch).graph("y"));
  }

  @Test
  void normOfAZeroVarianceStays() {
    Sketch sketch = convolved(CONV).constant("v", Tensor.of(new float[] {0, 1}, 2));
    assertKeeps(NORM, sketch.node("y", new BatchNorm(0), "c", "s", "s", "s", "v").graph("y"));
  }

  @Test
  void scaleAndShiftAreTheFormula() {
    Graph y =
        assertRewrites(
            ARITHMETIC,
            convolved(CONV)
                .counting("k", 2, 1, 1)
                .node("y", binary(Binary.Kind.MUL), "k", "c")
                .graph("y"),
            "y = Conv(x, w.scaled, w.bias)");
    assertArrayEquals(new float[] {1, 2, 6, 8}, y.constant("w.scaled").toFloats());
    assertArrayEquals(new float[] {1, 4}, y.constant("w.bias").toFloats());
  }

  @Test
  void subtractionKnowsItsSides() {
    Graph left =
        assertRewrites(
            ARITHMETIC,
            convolved(CONV)
                .constant("k", 5)
                .node("y", binary(Binary.Kind.SUB), "k", "c")
                .graph("y"),
            "y = Conv(x, w.scaled, w.bias)");
    assertArrayEquals(new float[] {-1, -2, -3, -4}, left.constant("w.scaled").toFloats());
    assertArrayEquals(new float[] {4, 3}, left.constant("w.bias").toFloats());
    Graph right =
        assertRewrites(
            ARITHMETIC,
            convolved(CONV)
                .constant("k", 5)
                .node("y", binary(Binary.Kind.SUB), "c", "k")
                .graph("y"),
            "y = Conv(x, w, w.bias)");
    assertArrayEquals(new float[] {-4, -3}, right.constant("w.bias").toFloats());
  }

  @Test
  void arithmeticBringsItsActivation() {
    Op relu = new Binary(Binary.Kind.ADD, Activation.RELU);
    assertRewrites(
        ARITHMETIC,
        convolved(CONV).constant("k", 5).node("y", relu, "c", "k").graph("y"),
        "y = Conv+RELU(x, w, w.bias)");
  }

  @Test
  void arithmeticAlongOtherAxesStays() {
    for (long[] dims : new long[][] {{2}, {2, 1}, {1, 2, 2, 2}, {1, 1, 2, 1, 1}}) {
      Sketch sketch = convolved(CONV).counting("k", dims);
      assertKeeps(ARITHMETIC, sketch.node("y", binary(Binary.Kind.ADD), "c", "k").graph("y"));
    }
  }

  @Test
  void otherFunctionsAndInverseDivisionStay() {
    assertKeeps(
        ARITHMETIC,
        convolved(CONV).constant("k", 2).node("y", binary(Binary.Kind.DIV), "k", "c").graph("y"));
    assertKeeps(
        ARITHMETIC,
        convolved(CONV).constant("k", 0).node("y", binary(Binary.Kind.DIV), "c", "k").graph("y"));
    assertKeeps(
        ARITHMETIC,
        convolved(CONV).constant("k", 2).node("y", binary(Binary.Kind.POW), "c", "k").graph("y"));
  }

  @Test
  void groupedTransposedConvolutionScalesItsChannels() {
    Ints none = Ints.EMPTY;
    Window window = new Window(none, none, none, none, none, AutoPad.EXPLICIT);
    Graph y =
        assertRewrites(
            ARITHMETIC,
            new Sketch()
                .input("x", 1, 4, 2, 2)
                .constant("w", ones(4, 2, 1, 1))
                .counting("k", 1, 4, 1, 1)
                .node("c", new ConvTranspose(window, none, none, 2, Activation.NONE), "x", "w")
                .node("y", binary(Binary.Kind.MUL), "c", "k")
                .graph("y"),
            "y = ConvTranspose(x, w.scaled, w.bias)");
    assertArrayEquals(new float[] {1, 2, 1, 2, 3, 4, 3, 4}, y.constant("w.scaled").toFloats());
  }

  @Test
  void matrixProductScalesItsColumns() {
    Graph y =
        assertRewrites(
            ARITHMETIC,
            new Sketch()
                .input("x", 3, 2)
                .constant("w", ones(4, 2))
                .constant("b", 1)
                .counting("k", 4)
                .node("c", new Gemm(2, 3, false, true, Activation.NONE), "x", "w", "b")
                .node("y", binary(Binary.Kind.MUL), "c", "k")
                .graph("y"),
            "y = Gemm(x, w.scaled, w.bias)");
    assertArrayEquals(new float[] {1, 1, 2, 2, 3, 3, 4, 4}, y.constant("w.scaled").toFloats());
    assertArrayEquals(new float[] {3, 6, 9, 12}, y.constant("w.bias").toFloats());
  }

  private static Tensor ones(long... dims) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, Shape.of(dims));
    for (long i = 0; i < tensor.shape().size(); i++) {
      tensor.setDouble(i, 1);
    }
    return tensor;
  }

  private static Graph biased(long[] a, long[] c) {
    return new Sketch()
        .input("a", a)
        .counting("b", 2, 3)
        .counting("c", c)
        .node("p", new MatMul(Activation.NONE), "a", "b")
        .node("y", binary(Binary.Kind.ADD), "p", "c")
        .inferred("y");
  }

  @Test
  void matricesAndARowBecomeGemm() {
    assertRewrites(BIAS, biased(new long[] {4, 2}, new long[] {3}), "y = Gemm(a, b, b.bias)");
    assertRewrites(BIAS, biased(new long[] {4, 2}, new long[] {1, 3}), "y = Gemm(a, b, b.bias)");
  }

  @Test
  void batchesAndARowBecomeMatMulWithBias() {
    assertRewrites(
        BIAS, biased(new long[] {5, 4, 2}, new long[] {1, 1, 3}), "y = MatMul(a, b, b.bias)");
  }

  @Test
  void whatIsNoRowStays() {
    assertKeeps(BIAS, biased(new long[] {4, 2}, new long[] {4, 3}));
    assertKeeps(BIAS, biased(new long[] {4, 2}, new long[] {4, 1}));
    assertKeeps(BIAS, biased(new long[] {4, 2}, new long[] {1, 1, 3}));
    assertKeeps(BIAS, biased(new long[] {2}, new long[] {1, 3}));
  }
}
