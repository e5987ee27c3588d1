package dev.gatun.pass;

import static dev.gatun.pass.Sketch.assertKeeps;
import static dev.gatun.pass.Sketch.assertRewrites;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.graph.Graph;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.Flatten;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unsqueeze;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Op TO_LAST = new Transpose(Ints.of(0, 2, 3, 1));
  private static final Op TO_FIRST = new Transpose(Ints.of(0, 3, 1, 2));
  private static final Op RELU = new Activate(Activation.RELU);
  private static final Op ADD = Binary.of(Binary.Kind.ADD);
  private static final Pass PUSH = new PushTransposes();
  private static final Pass MERGE = new MergeTransposes();
  private static final Pass RESHAPES = new MergeReshapes();

  private static Sketch image() {
    return new Sketch().input("x", 1, 3, 4, 5);
  }

  @Test
  void inversesCancel() {
    assertRewrites(
        MERGE,
        image().node("t", TO_LAST, "x").node("u", TO_FIRST, "t").node("y", RELU, "u").graph("y"),
        "y = RELU(x)");
  }

  @Test
  void aRoundTripFromInputToOutputLeavesAnIdentity() {
    assertRewrites(
        MERGE,
        image().node("t", TO_LAST, "x").node("y", TO_FIRST, "t").graph("y"),
        "y = Identity(x)");
  }

  @Test
  void othersCompose() {
    Graph y =
        assertRewrites(
            MERGE,
            image().node("t", TO_LAST, "x").node("y", TO_LAST, "t").graph("y"),
            "y = Transpose(x)");
    assertEquals(new Transpose(Ints.of(0, 3, 1, 2)), y.nodes().getFirst().op());
  }

  @Test
  void aReverseOfUnknownRankStays() {
    assertKeeps(
        MERGE,
        image()
            .node("t", new Activate(Activation.RELU), "x")
            .node("u", new Transpose(Ints.EMPTY), "t")
            .node("y", new Transpose(Ints.EMPTY), "u")
            .graph("y"));
  }

  @Test
  void transposesMoveBehindElementwiseWork() {
    Graph y =
        assertRewrites(
            PUSH,
            image().node("t", TO_LAST, "x").node("y", RELU, "t").inferred("y"),
            "y.channels-first = RELU(x); y = Transpose(y.channels-first)");
    assertEquals(Shape.of(1, 3, 4, 5), y.type("y.channels-first").shape());
  }

  @Test
  void twoTransposesBecomeOne() {
    assertRewrites(
        PUSH,
        image()
            .input("z", 1, 3, 4, 5)
            .node("t", TO_LAST, "x")
            .node("u", TO_LAST, "z")
            .node("y", ADD, "t", "u")
            .inferred("y"),
        "y.channels-first = ADD(x, z); y = Transpose(y.channels-first)");
  }

  @Test
  void constantsAreTransposedBack() {
    Graph y =
        assertRewrites(
            PUSH,
            image().counting("k", 3).node("t", TO_LAST, "x").node("y", ADD, "t", "k").inferred("y"),
            "y.channels-first = ADD(x, k.channels-first); y = Transpose(y.channels-first)");
    assertEquals(Shape.of(1, 3, 1, 1), y.constant("k.channels-first").shape());
  }

  @Test
  void axesAreRemapped() {
    Graph concat =
        assertRewrites(
            PUSH,
            image().node("t", TO_LAST, "x").node("y", new Concat(-1), "t", "t").inferred("y"),
            "y.channels-first = Concat(x, x); y = Transpose(y.channels-first)");
    assertEquals(new Concat(1), concat.nodes().getFirst().op());
    Op pad = new Pad(Pad.Mode.REFLECT, Ints.of(0, 1, 2, 0), Ints.of(0, 0, 1, 0));
    Graph padded =
        assertRewrites(
            PUSH,
            image().node("t", TO_LAST, "x").node("y", pad, "t").inferred("y"),
            "y.channels-first = Pad(x); y = Transpose(y.channels-first)");
    assertEquals(
        new Pad(Pad.Mode.REFLECT, Ints.of(0, 0, 1, 2), Ints.of(0, 0, 0, 1)),
        padded.nodes().getFirst().op());
    Op mean = new Reduce(Reduce.Kind.MEAN, Ints.of(1), false, false);
    Graph reduced =
        assertRewrites(
            PUSH,
            image().node("t", TO_LAST, "x").node("y", mean, "t").inferred("y"),
            "y.channels-first = REDUCE_MEAN(x); y = Transpose(y.channels-first)");
    assertEquals(
        new Reduce(Reduce.Kind.MEAN, Ints.of(2), false, false), reduced.nodes().getFirst().op());
    assertEquals(new Transpose(Ints.of(0, 2, 1)), reduced.nodes().getLast().op());
  }

  @Test
  void transposesStayThatEnterChannelsFirstOrAreReadElsewhereOrMeetAnotherLayout() {
    assertKeeps(PUSH, image().node("t", TO_FIRST, "x").node("y", RELU, "t").inferred("y"));
    assertKeeps(PUSH, image().node("t", TO_LAST, "x").node("y", RELU, "t").inferred("y", "t"));
    assertKeeps(
        PUSH,
        image()
            .input("z", 1, 4, 5, 3)
            .node("t", TO_LAST, "x")
            .node("y", ADD, "t", "z")
            .inferred("y"));
    assertKeeps(
        PUSH,
        image()
            .counting("w", 3, 3)
            .node("t", TO_LAST, "x")
            .node("y", new MatMul(Activation.NONE), "t", "w")
            .inferred("y"));
  }

  @Test
  void layoutRoundTripsAroundConvolutionsGo() {
    Graph graph =
        new Sketch()
            .input("x", 1, 4, 5, 3)
            .counting("w", 3, 3, 3, 3)
            .node("t", TO_FIRST, "x")
            .node("c", Conv.of(3, 3).withPad(1), "t", "w")
            .node("u", TO_LAST, "c")
            .node("r", RELU, "u")
            .node("v", TO_FIRST, "r")
            .node("d", Conv.of(3, 3).withPad(1), "v", "w")
            .node("e", TO_LAST, "d")
            .node("s", ADD, "e", "r")
            .node("y", RELU, "s")
            .inferred("y");
    Graph y = Optimizer.run(graph, Set.of(), new NoEngine(), Limits.defaults()).graph();
    assertEquals(
        "t = Transpose(x); r.channels-first = Conv+RELU(t, w); "
            + "y.channels-first = Conv+RELU(r.channels-first, w, -, r.channels-first); "
            + "y = Transpose(y.channels-first)",
        Sketch.text(y));
  }

  @Test
  void aTransposeOfUnitAxesIsAReshape() {
    Pass pass = new TransposeToReshape();
    assertRewrites(
        pass,
        new Sketch().input("x", 2, 3, 1, 1).node("y", TO_LAST, "x").graph("y"),
        "y = Reshape(x)");
    assertKeeps(pass, new Sketch().input("x", 2, 3, 1, 2).node("y", TO_LAST, "x").graph("y"));
  }

  @Test
  void permutationsOfConstants() {
    Permutation permutation = new Permutation(Ints.of(0, 2, 3, 1));
    assertEquals(new Permutation(Ints.of(0, 3, 1, 2)), permutation.inverse());
    Graph graph = new Sketch().counting("k", 1, 2, 1, 3).input("x", 1).graph("x");
    assertArrayEquals(
        new float[] {1, 4, 2, 5, 3, 6}, permutation.apply(graph.constant("k")).toFloats());
  }

  @Test
  void chainsOfReshapesBecomeOne() {
    Graph y =
        assertRewrites(
            RESHAPES,
            image()
                .node("f", new Flatten(1), "x")
                .node("u", new Unsqueeze(Ints.of(2, 3)), "f")
                .node("y", new Squeeze(Ints.of(0)), "u")
                .inferred("y"),
            "y = Reshape(x)");
    assertEquals(new Reshape(Ints.of(60, 1, 1), false), y.nodes().getFirst().op());
  }

  @Test
  void aSymbolicReshapeSkipsWhatItDoesNotLookAt() {
    Graph graph =
        image()
            .node("f", new Flatten(2), "x")
            .node("y", new Reshape(Ints.of(-1, 5), false), "f")
            .graph("y");
    assertRewrites(RESHAPES, graph, "y = Reshape(x)");
  }

  @Test
  void aReshapeThatCopiesAnUnknownExtentStays() {
    assertKeeps(
        RESHAPES,
        image()
            .node("f", new Flatten(2), "x")
            .node("y", new Reshape(Ints.of(0, -1), false), "f")
            .graph("y"));
  }
}
