package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.Lrn;
import dev.gatun.op.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Local response normalisation inside a graph: it stays on the blocked layout.
final class PlanLocalResponseTest {
  private static final double GATE = 1e-6;

  /// Where convolutions follow.
  private static final double SUMS_GATE = 4e-6;

  private static final String STRIP = "strip localResponse";

  /// Large factors, so that every channel of a window tells.
  private static Lrn lrn(int size) {
    return new Lrn(size, 3f, 0.75f, 0.5f);
  }

  /// What precedes it leaves 1 in the lanes beyond the last channel.
  private static GraphCase blocked(int channels, int h, int w) {
    return new GraphCase()
        .input("x", 2, channels, h, w)
        .constant("one", channels, channels, 1, 1)
        .node(Conv.of(1, 1), List.of("x", "one"), "c", 2, channels, h, w)
        .node(new Unary(Unary.Kind.EXP), List.of("c"), "e", 2, channels, h, w);
  }

  private static void check(GraphCase test, String kernel) {
    double error = test.error("y");
    assertTrue(error <= GATE, () -> test.kernel("y") + ": L2 error " + error);
    assertEquals(kernel, test.kernel("y"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 15, 16, 19, 33, 40})
  void channelsOfAnyCount(int channels) {
    for (int size : new int[] {1, 2, 5, 8, channels, channels + 1, 2 * channels + 5, 1 << 30}) {
      check(blocked(channels, 3, 5).node(lrn(size), List.of("e"), "y", 2, channels, 3, 5), STRIP);
    }
  }

  /// More pixels than the squares of one piece, several tasks.
  @Test
  void largeMaps() {
    check(blocked(24, 37, 41).node(lrn(5), List.of("e"), "y", 2, 24, 37, 41), STRIP);
  }

  @Test
  void bordersOnBothSidesAndPartsOfAConcatenation() {
    Conv same = Conv.of(3, 3).withPad(1);
    int c = 2 * ChannelRun.GROUP; // at every width parts of these are joined in place
    int all = 3 * c;
    GraphCase test =
        blocked(c, 7, 9)
            .constant("w", c, c, 3, 3)
            .constant("v", c, all, 3, 3)
            .node(same, List.of("e", "w"), "a", 2, c, 7, 9)
            .node(lrn(5), List.of("e"), "n", 2, c, 7, 9)
            .node(lrn(4), List.of("a"), "m", 2, c, 7, 9)
            .node(new Concat(1), List.of("n", "m", "a"), "nma", 2, all, 7, 9)
            .node(same, List.of("nma", "v"), "y", 2, c, 7, 9);
    assertTrue(test.error("y", "n", "m") <= SUMS_GATE);
    assertEquals(STRIP, test.kernel("n"));
    assertEquals(STRIP, test.kernel("m"));
    assertEquals(
        1, test.report().steps().stream().filter(s -> s.kernel().equals("toBlocked")).count());
    assertEquals(
        0, test.report().steps().stream().filter(s -> s.kernel().equals("toPlain")).count());
  }

  @Test
  void linesAndVolumes() {
    GraphCase line =
        new GraphCase()
            .input("x", 1, 18, 11)
            .constant("w", 18, 18, 1)
            .node(Conv.of(1), List.of("x", "w"), "c", 1, 18, 11)
            .node(lrn(5), List.of("c"), "y", 1, 18, 11);
    check(line, STRIP);
    GraphCase volume =
        new GraphCase()
            .input("x", 1, 18, 3, 4, 5)
            .constant("w", 18, 18, 1, 1, 1)
            .constant("v", 18, 18, 3, 3, 3)
            .node(Conv.of(1, 1, 1), List.of("x", "w"), "c", 1, 18, 3, 4, 5)
            .node(lrn(3), List.of("c"), "n", 1, 18, 3, 4, 5)
            .node(Conv.of(3, 3, 3).withPad(1), List.of("n", "v"), "y", 1, 18, 3, 4, 5);
    assertTrue(volume.error("y", "n") <= SUMS_GATE);
    assertEquals(STRIP, volume.kernel("n"));
  }

  @Test
  void otherExponentsAndPlainInputsArePlain() {
    check(
        blocked(19, 3, 5).node(new Lrn(5, 3f, 0.6f, 0.5f), List.of("e"), "y", 2, 19, 3, 5),
        "plain.Lrn");
    check(
        new GraphCase().input("x", 1, 19, 3, 5).node(lrn(5), List.of("x"), "y", 1, 19, 3, 5),
        "plain.Lrn");
  }
}
