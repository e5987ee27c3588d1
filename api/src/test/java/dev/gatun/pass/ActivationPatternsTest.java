package dev.gatun.pass;

import static dev.gatun.pass.Sketch.assertKeeps;
import static dev.gatun.pass.Sketch.assertRewrites;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Op;
import dev.gatun.op.Unary;
import org.junit.jupiter.api.Test;

class ActivationPatternsTest {
  private static final Op ADD = Binary.of(Binary.Kind.ADD);
  private static final Op MUL = Binary.of(Binary.Kind.MUL);
  private static final Op DIV = Binary.of(Binary.Kind.DIV);
  private static final Op MAX = Binary.of(Binary.Kind.MAX);
  private static final Op MIN = Binary.of(Binary.Kind.MIN);
  private static final Op SIGMOID = activate(Activation.Kind.SIGMOID);

  private static Op activate(Activation.Kind kind) {
    return new Activate(Activation.of(kind));
  }

  private static Op clip(float low, float high) {
    return new Activate(Activation.clip(low, high));
  }

  private static Sketch x() {
    return new Sketch().input("x", 2, 3);
  }

  /// c = clip(x + 3, 0, 6).
  private static Sketch shiftedClip() {
    return x().constant("three", 3)
        .constant("six", 6)
        .constant("sixth", 1f / 6)
        .node("a", ADD, "x", "three")
        .node("c", clip(0, 6), "a");
  }

  @Test
  void siluInBothOrders() {
    Pass pass = new FuseSilu();
    assertRewrites(
        pass, x().node("s", SIGMOID, "x").node("y", MUL, "x", "s").graph("y"), "y = SILU(x)");
    assertRewrites(
        pass, x().node("s", SIGMOID, "x").node("y", MUL, "s", "x").graph("y"), "y = SILU(x)");
    assertRewrites(
        pass,
        x().constant("k", 1.702f)
            .node("t", MUL, "x", "k")
            .node("s", SIGMOID, "t")
            .node("y", MUL, "x", "s")
            .graph("y"),
        "y = SILU(x)");
  }

  @Test
  void gatesOfOtherValuesStay() {
    Graph gate = x().input("z", 2, 3).node("s", SIGMOID, "z").node("y", MUL, "x", "s").graph("y");
    assertKeeps(new FuseSilu(), gate);
    Op tanh = activate(Activation.Kind.TANH);
    assertKeeps(new FuseSilu(), x().node("s", tanh, "x").node("y", MUL, "x", "s").graph("y"));
  }

  @Test
  void aSigmoidReadTwiceStaysBeside() {
    assertRewrites(
        new FuseSilu(),
        x().node("s", SIGMOID, "x").node("y", MUL, "x", "s").graph("y", "s"),
        "s = SIGMOID(x); y = SILU(x)");
  }

  @Test
  void hardSigmoidAsProductAndAsQuotient() {
    Pass pass = new FuseHardSigmoid();
    assertRewrites(
        pass, shiftedClip().node("y", DIV, "c", "six").graph("y"), "y = HARD_SIGMOID(x)");
    assertRewrites(
        pass, shiftedClip().node("y", MUL, "sixth", "c").graph("y"), "y = HARD_SIGMOID(x)");
    assertKeeps(pass, shiftedClip().node("y", DIV, "c", "three").graph("y"));
  }

  @Test
  void hardSwishHoweverItIsBracketed() {
    Pass pass = new FuseHardSwish();
    assertRewrites(
        pass,
        shiftedClip().node("p", MUL, "x", "c").node("y", DIV, "p", "six").graph("y"),
        "y = HARD_SWISH(x)");
    assertRewrites(
        pass,
        shiftedClip().node("p", MUL, "c", "sixth").node("y", MUL, "p", "x").graph("y"),
        "y = HARD_SWISH(x)");
    assertRewrites(
        pass,
        shiftedClip().node("p", MUL, "x", "sixth").node("y", MUL, "p", "c").graph("y"),
        "y = HARD_SWISH(x)");
    Op gate = new Activate(FuseHardSigmoid.HARD_SIGMOID);
    assertRewrites(
        pass, x().node("g", gate, "x").node("y", MUL, "x", "g").graph("y"), "y = HARD_SWISH(x)");
  }

  @Test
  void nearHardSwishesStay() {
    Pass pass = new FuseHardSwish();
    assertKeeps(
        pass, shiftedClip().node("p", MUL, "x", "c").node("y", DIV, "p", "three").graph("y"));
    Op gate = new Activate(new Activation(Activation.Kind.HARD_SIGMOID, 0.2f, 0.5f));
    assertKeeps(pass, x().node("g", gate, "x").node("y", MUL, "x", "g").graph("y"));
    assertKeeps(
        pass, shiftedClip().node("p", MUL, "x", "c").node("y", DIV, "p", "six").graph("y", "p"));
  }

  @Test
  void mish() {
    Op softplus = activate(Activation.Kind.SOFTPLUS);
    Op tanh = activate(Activation.Kind.TANH);
    Pass pass = new FuseMish();
    assertRewrites(
        pass,
        x().node("s", softplus, "x").node("t", tanh, "s").node("y", MUL, "x", "t").graph("y"),
        "y = MISH(x)");
    assertKeeps(
        pass,
        x().node("s", tanh, "x").node("t", softplus, "s").node("y", MUL, "x", "t").graph("y"));
  }

  private static Sketch erf(float divisor, float summand) {
    return x().constant("root", divisor)
        .constant("one", summand)
        .constant("half", 0.5f)
        .node("d", DIV, "x", "root")
        .node("e", new Unary(Unary.Kind.ERF), "d")
        .node("a", ADD, "e", "one");
  }

  @Test
  void geluInItsOrders() {
    Pass pass = new FuseGelu();
    float root2 = (float) Math.sqrt(2);
    assertRewrites(
        pass,
        erf(root2, 1).node("p", MUL, "x", "a").node("y", MUL, "p", "half").graph("y"),
        "y = GELU(x)");
    assertRewrites(
        pass,
        erf(root2, 1).node("p", MUL, "half", "x").node("y", MUL, "p", "a").graph("y"),
        "y = GELU(x)");
    assertRewrites(
        pass,
        erf(root2, 1).node("p", MUL, "a", "half").node("y", MUL, "x", "p").graph("y"),
        "y = GELU(x)");
    assertKeeps(pass, erf(1.4f, 1).node("p", MUL, "x", "a").node("y", MUL, "p", "half").graph("y"));
    assertKeeps(
        pass, erf(root2, 2).node("p", MUL, "x", "a").node("y", MUL, "p", "half").graph("y"));
  }

  @Test
  void aNumberWithMoreAxesIsNoNumber() {
    Graph graph =
        x().constant("half", Tensor.of(new float[] {1f / 6}, 1, 1, 1))
            .constant("three", 3)
            .node("a", ADD, "x", "three")
            .node("c", clip(0, 6), "a")
            .node("y", MUL, "c", "half")
            .graph("y");
    assertKeeps(new FuseHardSigmoid(), graph);
  }

  @Test
  void minimaAndMaximaBecomeOneClip() {
    Pass pass = new MergeClips();
    assertRewrites(
        pass,
        x().constant("low", 0)
            .constant("high", 6)
            .node("m", MAX, "x", "low")
            .node("y", MIN, "high", "m")
            .inferred("y"),
        "y = CLIP(x)");
    assertRewrites(
        pass, x().constant("low", 0).node("y", MAX, "x", "low").inferred("y"), "y = RELU(x)");
  }

  @Test
  void clipsStayWhereBoundsCrossOrVaryOrAreReadBetween() {
    Pass pass = new MergeClips();
    assertKeeps(pass, x().node("c", clip(2, 1), "x").node("y", clip(0, 6), "c").graph("y"));
    assertKeeps(pass, x().node("c", clip(0, 6), "x").node("y", clip(1, 2), "c").graph("y", "c"));
    assertKeeps(pass, x().counting("low", 3).node("y", MAX, "x", "low").inferred("y"));
  }
}
