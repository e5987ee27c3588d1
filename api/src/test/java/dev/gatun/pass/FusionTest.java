package dev.gatun.pass;

import static dev.gatun.pass.Sketch.assertKeeps;
import static dev.gatun.pass.Sketch.assertRewrites;

import dev.gatun.DType;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final Pass ACTIVATION = new FuseActivation();
  private static final Pass RESIDUAL = new FuseResidual();
  private static final Op RELU = new Activate(Activation.RELU);
  private static final Op ADD = Binary.of(Binary.Kind.ADD);
  private static final Conv CONV = Conv.of(3, 3).withPad(1);

  private static Sketch image() {
    return new Sketch().input("x", 1, 2, 4, 4).counting("w", 2, 2, 3, 3);
  }

  @Test
  void activationGoesIntoWhatComputes() {
    assertRewrites(
        ACTIVATION,
        image().node("c", CONV, "x", "w").node("y", RELU, "c").graph("y"),
        "y = Conv+RELU(x, w)");
    assertRewrites(
        ACTIVATION,
        image().node("c", ADD, "x", "x").node("y", RELU, "c").graph("y"),
        "y = ADD+RELU(x, x)");
    Sketch matrices = new Sketch().input("a", 2, 2).input("b", 2, 2);
    assertRewrites(
        ACTIVATION,
        matrices
            .node("p", new Gemm(1, 1, false, false, Activation.NONE), "a", "b")
            .node("q", RELU, "p")
            .node("r", new MatMul(Activation.NONE), "q", "b")
            .node("y", RELU, "r")
            .graph("y"),
        "q = Gemm+RELU(a, b); y = MatMul+RELU(q, b)");
  }

  @Test
  void activationStaysWhereItsInputIsReadTwiceOrActivatedOrElementwise() {
    assertKeeps(ACTIVATION, image().node("c", CONV, "x", "w").node("y", RELU, "c").graph("y", "c"));
    assertKeeps(
        ACTIVATION,
        image()
            .node("c", CONV.withActivation(Activation.SILU), "x", "w")
            .node("y", RELU, "c")
            .graph("y"));
    assertKeeps(
        ACTIVATION,
        image().node("c", new Unary(Unary.Kind.ABS), "x").node("y", RELU, "c").graph("y"));
  }

  @Test
  void shortcutGoesIntoTheConvolution() {
    assertRewrites(
        RESIDUAL,
        image().node("c", CONV, "x", "w").node("y", ADD, "c", "x").inferred("y"),
        "y = Conv(x, w, -, x)");
    assertRewrites(
        RESIDUAL,
        image()
            .node("c", CONV, "x", "w")
            .node("r", RELU, "x")
            .node("y", ADD, "r", "c")
            .inferred("y"),
        "r = RELU(x); y = Conv(x, w, -, r)");
  }

  @Test
  void theLaterOfTwoConvolutionsTakesTheSum() {
    assertRewrites(
        RESIDUAL,
        image()
            .node("c", CONV, "x", "w")
            .node("d", CONV, "x", "w")
            .node("y", new Binary(Binary.Kind.ADD, Activation.RELU), "d", "c")
            .inferred("y"),
        "c = Conv(x, w); y = Conv+RELU(x, w, -, c)");
  }

  @Test
  void symbolicShapesOfOneNameAreEqual() {
    TensorType batch =
        new TensorType(
            DType.FLOAT32, List.of(new Dim.Symbol("N"), Dim.of(2), Dim.of(4), Dim.of(4)));
    assertRewrites(
        RESIDUAL,
        new Sketch()
            .input("x", batch)
            .counting("w", 2, 2, 3, 3)
            .node("c", CONV, "x", "w")
            .node("y", ADD, "c", "x")
            .inferred("y"),
        "y = Conv(x, w, -, x)");
  }

  @Test
  void sumStaysWhereItBroadcastsOrShapesAreUnknownOrTheConvolutionIsReadTwice() {
    assertKeeps(
        RESIDUAL,
        image()
            .input("r", 1, 2, 1, 1)
            .node("c", CONV, "x", "w")
            .node("y", ADD, "c", "r")
            .inferred("y"));
    assertKeeps(RESIDUAL, image().node("c", CONV, "x", "w").node("y", ADD, "c", "x").graph("y"));
    assertKeeps(RESIDUAL, image().node("c", CONV, "x", "w").node("y", ADD, "c", "c").inferred("y"));
    assertKeeps(
        RESIDUAL,
        image()
            .node("c", CONV.withActivation(Activation.RELU), "x", "w")
            .node("y", ADD, "c", "x")
            .inferred("y"));
    assertKeeps(
        RESIDUAL,
        image().node("c", CONV, "x", "w", "", "x").node("y", ADD, "c", "x").inferred("y"));
  }

  /// Layer normalisation over one axis, and the variance over another.
  private static Graph layerNorm(long meanAxis, long varianceAxis, int scale) {
    return new Sketch()
        .input("x", 2, 3, 3)
        .counting("s", scale)
        .constant("two", 2)
        .constant("e", 1e-3f)
        .node("m", new Reduce(Reduce.Kind.MEAN, Ints.of(meanAxis), true, false), "x")
        .node("d", Binary.of(Binary.Kind.SUB), "x", "m")
        .node("q", Binary.of(Binary.Kind.MUL), "d", "d")
        .node("v", new Reduce(Reduce.Kind.MEAN, Ints.of(varianceAxis), true, false), "q")
        .node("a", ADD, "v", "e")
        .node("r", new Unary(Unary.Kind.SQRT), "a")
        .node("n", Binary.of(Binary.Kind.DIV), "d", "r")
        .node("o", Binary.of(Binary.Kind.MUL), "n", "s")
        .node("y", ADD, "o", "s")
        .inferred("y");
  }

  @Test
  void layerNormalisationIsFound() {
    assertRewrites(new FuseLayerNorm(), layerNorm(2, -1, 3), "y = LayerNorm(x, s, s)");
  }

  @Test
  void normalisationOverOtherAxesStays() {
    assertKeeps(new FuseLayerNorm(), layerNorm(1, 1, 3));
    assertKeeps(new FuseLayerNorm(), layerNorm(2, 1, 3));
    assertKeeps(new FuseLayerNorm(), layerNorm(2, 2, 1));
  }

  /// Group normalisation of four channels as PyTorch writes it, in so many groups.
  private static Graph groupNorm(long groups, long... shift) {
    return new Sketch()
        .input("x", 2, 4, 3, 3)
        .counting("ones", groups)
        .counting("zeros", groups)
        .counting("s", 4, 1, 1)
        .counting("b", shift)
        .node("g", new Reshape(Ints.of(0, groups, -1), false), "x")
        .node("n", new InstanceNorm(1e-3f), "g", "ones", "zeros")
        .node("r", new Reshape(Ints.of(2, 4, 3, 3), false), "n")
        .node("o", Binary.of(Binary.Kind.MUL), "r", "s")
        .node("y", ADD, "o", "b")
        .inferred("y");
  }

  @Test
  void groupNormalisationIsFound() {
    assertRewrites(
        new FuseGroupNorm(), groupNorm(2, 4, 1, 1), "y = GroupNorm(x, y/scale, y/shift)");
    assertKeeps(new FuseGroupNorm(), groupNorm(2, 4, 3, 3));
    assertKeeps(new FuseGroupNorm(), groupNorm(3, 4, 1, 1));
  }
}
