package dev.gatun.pass;

import static dev.gatun.pass.Sketch.assertKeeps;
import static dev.gatun.pass.Sketch.assertRewrites;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.graph.Graph;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Window;
import org.junit.jupiter.api.Test;

class WindowPassesTest {
  private static final Pass PAD = new PadIntoWindow();
  private static final Pass POOL = new ReduceToGlobalPool();
  private static final Pad ONE =
      new Pad(Pad.Mode.CONSTANT, Ints.of(0, 0, 1, 1), Ints.of(0, 0, 0, 1));

  private static Sketch padded(Op pad) {
    return new Sketch()
        .input("x", 1, 1, 6, 6)
        .counting("w", 1, 1, 3, 3)
        .constant("inf", Float.NEGATIVE_INFINITY)
        .constant("one", 1)
        .node("p", pad, "x");
  }

  private static Sketch padded(String value) {
    return new Sketch()
        .input("x", 1, 1, 6, 6)
        .counting("w", 1, 1, 3, 3)
        .constant("inf", Float.NEGATIVE_INFINITY)
        .constant("one", 1)
        .node("p", ONE, "x", "", value);
  }

  @Test
  void zerosGoIntoAConvolution() {
    Graph y =
        assertRewrites(
            PAD,
            padded(ONE).node("y", Conv.of(3, 3).withPad(1), "p", "w").graph("y"),
            "y = Conv(x, w)");
    Conv conv = (Conv) y.nodes().getFirst().op();
    assertEquals(Ints.of(2, 2), conv.window().padsBegin());
    assertEquals(Ints.of(1, 2), conv.window().padsEnd());
  }

  @Test
  void otherPadsOfAConvolutionStay() {
    Conv conv = Conv.of(3, 3);
    assertKeeps(PAD, padded("one").node("y", conv, "p", "w").graph("y"));
    Op mirror = new Pad(Pad.Mode.REFLECT, ONE.begin(), ONE.end());
    assertKeeps(PAD, padded(mirror).node("y", conv, "p", "w").graph("y"));
    Op channels = new Pad(Pad.Mode.CONSTANT, Ints.of(0, 1, 0, 0), Ints.of(0, 0, 0, 0));
    assertKeeps(PAD, padded(channels).node("y", conv, "p", "w").graph("y"));
    Op crop = new Pad(Pad.Mode.CONSTANT, Ints.of(0, 0, -1, 0), Ints.of(0, 0, 0, 0));
    assertKeeps(PAD, padded(crop).node("y", conv, "p", "w").graph("y"));
  }

  @Test
  void zerosGoIntoAnAverageThatThenCountsThem() {
    Graph y =
        assertRewrites(
            PAD,
            padded(ONE).node("y", Pool.average(Window.of(3, 3)), "p").graph("y"),
            "y = AVERAGE_POOL(x)");
    assertEquals(true, ((Pool) y.nodes().getFirst().op()).countIncludePad());
  }

  @Test
  void anAverageThatDoesNotCountItsOwnPadsStays() {
    assertKeeps(
        PAD, padded(ONE).node("y", Pool.average(Window.of(3, 3).withPad(1)), "p").graph("y"));
  }

  @Test
  void aMaximumTakesMinusInfinityOnly() {
    Op max = Pool.max(Window.of(3, 3));
    assertRewrites(PAD, padded("inf").node("y", max, "p").graph("y"), "y = MAX_POOL(x)");
    assertKeeps(PAD, padded(ONE).node("y", max, "p").graph("y"));
  }

  @Test
  void ceilModeAndWindowsOfPadsOnlyStay() {
    Op ceil = new Pool(Pool.Kind.MAX, Window.of(3, 3), true, false, 0, false);
    assertKeeps(PAD, padded("inf").node("y", ceil, "p").graph("y"));
    assertKeeps(PAD, padded("inf").node("y", Pool.max(Window.of(1, 1)), "p").graph("y"));
  }

  private static Sketch reduced(boolean keepDims, long... axes) {
    Op mean = new Reduce(Reduce.Kind.MEAN, Ints.of(axes), keepDims, false);
    return new Sketch().input("x", 1, 2, 3, 4).node("y", mean, "x");
  }

  @Test
  void aMeanOverAllSpatialAxesIsGlobalPooling() {
    assertRewrites(POOL, reduced(true, 2, 3).graph("y"), "y = GlobalPool(x)");
    assertRewrites(
        POOL, reduced(false, -1, -2).graph("y"), "y.pooled = GlobalPool(x); y = Squeeze(y.pooled)");
  }

  @Test
  void otherReductionsStay() {
    assertKeeps(POOL, reduced(true, 3).graph("y"));
    assertKeeps(POOL, reduced(true, 1, 2).graph("y"));
    assertKeeps(POOL, reduced(true).graph("y"));
    Op sum = new Reduce(Reduce.Kind.SUM, Ints.of(2, 3), true, false);
    assertKeeps(POOL, new Sketch().input("x", 1, 2, 3, 4).node("y", sum, "x").graph("y"));
  }
}
