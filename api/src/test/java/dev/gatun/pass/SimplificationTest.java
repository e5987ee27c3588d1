package dev.gatun.pass;

import static dev.gatun.pass.Sketch.assertKeeps;
import static dev.gatun.pass.Sketch.assertRewrites;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gatun.DType;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.Concat;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Reshape;
import dev.gatun.op.Resize;
import dev.gatun.op.Slice;
import dev.gatun.op.Split;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimplificationTest {
  private static final Pass NO_OPS = new DropNoOps();
  private static final Pass DEAD = new DeadNodes();
  private static final Pass COMMON = new CommonSubexpressions();
  private static final Pass FOLDING = new ConstantFolding();
  private static final Op RELU = new Activate(Activation.RELU);
  private static final Op ABS = new Unary(Unary.Kind.ABS);
  private static final Op ADD = Binary.of(Binary.Kind.ADD);
  private static final Op MUL = Binary.of(Binary.Kind.MUL);

  /// y = ABS(op(RELU(x), extra…)), so that neither end of the operator is an end of the graph.
  private static Graph around(Op op, String... extra) {
    String[] reads = new String[extra.length + 1];
    reads[0] = "a";
    System.arraycopy(extra, 0, reads, 1, extra.length);
    return new Sketch()
        .input("x", 1, 2, 3)
        .constant("zero", 0)
        .constant("one", 1)
        .constant("ones", Tensor.of(new float[] {1, 1}, 2, 1))
        .constant("wide", Tensor.of(new float[] {0, 0}, 2, 1, 1))
        .node("a", RELU, "x")
        .node("b", op, reads)
        .node("y", ABS, "b")
        .inferred("y");
  }

  private static void assertDrops(Op op, String... extra) {
    assertRewrites(NO_OPS, around(op, extra), "a = RELU(x); y = ABS(a)");
  }

  private static Resize resize(Resize.Transform transform, Float scale) {
    return new Resize(
        Resize.Mode.LINEAR,
        transform,
        Resize.Nearest.FLOOR,
        -0.75f,
        false,
        0,
        false,
        Resize.Policy.STRETCH,
        Ints.EMPTY,
        List.of(1f, 1f, scale),
        null,
        null);
  }

  @Test
  void whatDoesNothingGoes() {
    assertDrops(new Identity());
    assertDrops(new Activate(Activation.NONE));
    assertDrops(new Cast(DType.FLOAT32));
    assertDrops(new Concat(1));
    assertDrops(new Split(1, Ints.of(2)));
    assertDrops(new Transpose(Ints.of(0, 1, 2)));
    assertDrops(new Reshape(Ints.of(0, -1, 3), false));
    assertDrops(new Pad(Pad.Mode.CONSTANT, Ints.of(0, 0, 0), Ints.of(0, 0, 0)));
    assertDrops(new Tile(Ints.of(1, 1, 1)));
    assertDrops(new Slice(Ints.of(0), Ints.of(99), Ints.of(2), null));
    assertDrops(resize(Resize.Transform.HALF_PIXEL, 1f));
    assertDrops(ADD, "zero");
    assertDrops(Binary.of(Binary.Kind.SUB), "zero");
    assertDrops(MUL, "ones");
    assertDrops(Binary.of(Binary.Kind.DIV), "one");
  }

  @Test
  void whatDoesSomethingStays() {
    assertKeeps(NO_OPS, around(new Cast(DType.FLOAT64)));
    assertKeeps(NO_OPS, around(new Transpose(Ints.of(0, 2, 1))));
    assertKeeps(NO_OPS, around(new Reshape(Ints.of(2, 3), false)));
    assertKeeps(NO_OPS, around(new Pad(Pad.Mode.EDGE, Ints.of(0, 0, 1), Ints.of(0, 0, -1))));
    assertKeeps(NO_OPS, around(new Slice(Ints.of(-1), Ints.of(-9), Ints.of(2), Ints.of(-1))));
    assertKeeps(NO_OPS, around(resize(Resize.Transform.HALF_PIXEL, 1.1f)));
    assertKeeps(NO_OPS, around(resize(Resize.Transform.TF_CROP_AND_RESIZE, 1f)));
    assertKeeps(NO_OPS, around(ADD, "one"));
    assertKeeps(NO_OPS, around(ADD, "wide"));
    assertKeeps(NO_OPS, around(new Binary(Binary.Kind.ADD, Activation.RELU), "zero"));
  }

  @Test
  void aResultOfTheGraphKeepsItsName() {
    assertRewrites(
        NO_OPS,
        new Sketch()
            .input("x", 2)
            .node("a", RELU, "x")
            .node("b", ABS, "a")
            .node("y", new Identity(), "a")
            .graph("b", "y"),
        "y = RELU(x); b = ABS(y)");
    assertKeeps(NO_OPS, new Sketch().input("x", 2).node("y", new Identity(), "x").graph("y"));
  }

  @Test
  void aConstantResultStaysAConstant() {
    Graph y =
        assertRewrites(
            NO_OPS,
            new Sketch().input("x", 2).constant("k", 5).node("y", new Identity(), "k").graph("y"),
            "");
    assertEquals(5, y.constant("y").getDouble(0));
  }

  @Test
  void whatNobodyNeedsGoes() {
    Graph y =
        assertRewrites(
            DEAD,
            new Sketch()
                .input("x", 2)
                .constant("k", 5)
                .node("a", ADD, "x", "k")
                .node("b", RELU, "a")
                .node("y", ABS, "x")
                .graph("y"),
            "y = ABS(x)");
    assertEquals(0, y.constants().size());
    assertKeeps(
        DEAD, new Sketch().input("x", 2).node("a", ABS, "x").node("y", RELU, "a").graph("a", "y"));
  }

  @Test
  void aNodeOfWhichOneResultIsReadStays() {
    Node split = new Node("", new Split(0, Ints.of(1, 1)), List.of("x"), List.of("a", "b"));
    assertKeeps(DEAD, new Sketch().input("x", 2).node(split).node("y", RELU, "b").graph("y"));
  }

  @Test
  void whatIsComputedTwiceIsComputedOnce() {
    assertRewrites(
        COMMON,
        new Sketch()
            .input("x", 2)
            .node("a", RELU, "x")
            .node("b", RELU, "x")
            .node("c", ABS, "a")
            .node("d", ABS, "b")
            .node("y", ADD, "c", "d")
            .graph("y"),
        "a = RELU(x); c = ABS(a); y = ADD(c, c)");
  }

  @Test
  void whatDiffersStays() {
    assertKeeps(
        COMMON,
        new Sketch()
            .input("x", 2)
            .node("a", RELU, "x")
            .node("b", new Activate(Activation.leakyRelu(0.1f)), "x")
            .node("y", ADD, "a", "b")
            .graph("y"));
    assertKeeps( // both are results
        COMMON,
        new Sketch().input("x", 2).node("a", RELU, "x").node("b", RELU, "x").graph("a", "b"));
  }

  private static Sketch constants() {
    return new Sketch()
        .input("x", 3)
        .counting("k", 3)
        .node("a", ADD, "k", "k")
        .type("a", 3)
        .node("b", ADD, "a", "k")
        .type("b", 3)
        .node("y", ADD, "x", "b");
  }

  @Test
  void constantsAreComputedNow() {
    PassContext context = new PassContext(new AddingEngine(), Limits.defaults());
    Graph y = FOLDING.apply(constants().graph("y"), context);
    assertEquals("y = ADD(x, b)", Sketch.text(y));
    assertArrayEquals(new float[] {3, 6, 9}, y.constant("b").toFloats());
    assertEquals(2, context.firings(FOLDING.name()));
    assertEquals(Limits.defaults().foldedBytes() - 24, context.foldedBytesLeft());
    assertSame(y, FOLDING.apply(y, context));
  }

  @Test
  void constantsOverTheBudgetStay() {
    PassContext context =
        new PassContext(new AddingEngine(), Limits.defaults().withFoldedBytes(12));
    Graph y = FOLDING.apply(constants().graph("y"), context);
    assertEquals("b = ADD(a, k); y = ADD(x, b)", Sketch.text(y));
    assertEquals(0, context.foldedBytesLeft());
  }

  @Test
  void whatTheEngineCannotRunOrHasNoTypeStays() {
    assertKeeps(FOLDING, constants().graph("y"));
    Graph untyped =
        new Sketch()
            .input("x", 3)
            .counting("k", 3)
            .node("a", ADD, "k", "k")
            .node("y", ADD, "x", "a")
            .graph("y");
    PassContext context = new PassContext(new AddingEngine(), Limits.defaults());
    assertSame(untyped, FOLDING.apply(untyped, context));
  }

  @Test
  void theEditorKeepsTheKnownTypeOfAResult() {
    Graph y =
        assertRewrites(
            NO_OPS,
            new Sketch()
                .input("x", 2)
                .node("a", RELU, "x")
                .node("y", new Identity(), "a")
                .type("y", 2)
                .graph("y"),
            "y = RELU(x)");
    assertEquals(TensorType.of(DType.FLOAT32, Shape.of(2)), y.type("y"));
  }
}
