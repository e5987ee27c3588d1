package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Shape;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.Flatten;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Reshape;
import dev.gatun.op.Slice;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unary;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Data movement between kernels that want channels last: what moves, and what is only looked at in
/// another way.
class MovementTest {
  private static final Activate RELU = new Activate(Activation.RELU);
  private static final Shape IMAGE = Shape.of(2, 8, 5, 6);

  private static Conv pointwise() {
    return Conv.of(1, 1);
  }

  /// An input `[2, 8, 5, 6]` and `y` of the same shape, channels last.
  private static DeviceNet image() {
    return DeviceNet.of(2, 8, 5, 6).constant("w", 8, 8, 1, 1).then(pointwise(), "x w", "y", IMAGE);
  }

  private static long count(List<String> kernels, String kernel) {
    return kernels.stream().filter(kernel::equals).count();
  }

  @Test
  void partsOfAConcatenationAreComputedInPlace() {
    List<String> kernels =
        image()
            .then(RELU, "y", "a", IMAGE)
            .then(Binary.of(Binary.Kind.ADD), "y a", "b", IMAGE)
            .then(new Concat(1), "a b", "joined", Shape.of(2, 16, 5, 6))
            .then(new Concat(-3), "joined y", "all", Shape.of(2, 24, 5, 6))
            .then(new Unary(Unary.Kind.NEG), "all", "z", Shape.of(2, 24, 5, 6))
            .check("z joined a");
    assertEquals(0, count(kernels, "copy"), kernels.toString());
  }

  @Test
  void aPartThatLiesElsewhereIsCopied() {
    List<String> kernels =
        image()
            .input("other", 2, 3, 5, 6)
            .then(RELU, "y", "a", IMAGE)
            .then(new Concat(1), "a other a", "z", Shape.of(2, 19, 5, 6))
            .then(RELU, "z", "end", Shape.of(2, 19, 5, 6))
            .check("z end");
    assertEquals(3, count(kernels, "copy"), kernels.toString());
  }

  @Test
  void concatenatesAlongOtherAxes() {
    image()
        .then(RELU, "y", "a", IMAGE)
        .then(new Concat(2), "a y x", "rows", Shape.of(2, 8, 15, 6))
        .then(new Concat(0), "y a", "images", Shape.of(4, 8, 5, 6))
        .check("rows images");
  }

  @Test
  void splitsAndSlicesOfChannelsAreNoCopies() {
    Shape half = Shape.of(2, 4, 5, 6);
    List<String> kernels =
        image()
            .then(new Split(1, Ints.of(4, 4)), "y", "a b", half, half)
            .then(
                new Slice(Ints.of(5), Ints.of(8), Ints.of(1), Ints.of(1)),
                "y",
                "c",
                Shape.of(2, 3, 5, 6))
            .then(Binary.of(Binary.Kind.MUL), "a b", "product", half)
            .then(new Unary(Unary.Kind.ABS), "c", "root", Shape.of(2, 3, 5, 6))
            .check("product root b");
    assertEquals(0, count(kernels, "copy"), kernels.toString());
  }

  @Test
  void slicesRunBackwardsAndInSteps() {
    image()
        .then(
            new Slice(Ints.of(-1, 0, 4), Ints.of(-99, 6, 0), Ints.of(1, 3, 2), Ints.of(-2, 2, -3)),
            "y",
            "a",
            Shape.of(2, 4, 2, 3))
        .then(RELU, "a", "b", Shape.of(2, 4, 2, 3))
        .check("a b");
  }

  @Test
  void aChannelShuffleIsOneCopy() {
    Shape five = Shape.of(2, 2, 4, 5, 6);
    Shape turned = Shape.of(2, 4, 2, 5, 6);
    List<String> kernels =
        image()
            .then(new Reshape(Ints.of(2, 2, 4, 5, 6), false), "y", "a", five)
            .then(new Transpose(Ints.of(0, 2, 1, 3, 4)), "a", "b", turned)
            .then(new Reshape(Ints.of(2, 8, 5, 6), false), "b", "c", IMAGE)
            .then(pointwise(), "c w", "z", IMAGE)
            .check("z");
    assertEquals(1, count(kernels, "copy"), kernels.toString());
    assertEquals(2, count(kernels, "reorder"), kernels.toString()); // at the ends
  }

  @Test
  void turnsBetweenTheTwoOrdersCostNothing() {
    Shape last = Shape.of(2, 5, 6, 8);
    List<String> kernels =
        image()
            .then(new Transpose(Ints.of(0, 2, 3, 1)), "y", "a", last)
            .then(RELU, "a", "b", last)
            .then(new Transpose(Ints.of(0, 3, 1, 2)), "b", "c", IMAGE)
            .then(pointwise(), "c w", "d", IMAGE)
            .then(new Transpose(Ints.of(0, 2, 3, 1)), "d", "z", last)
            .check("z a");
    assertEquals(0, count(kernels, "copy"), kernels.toString());
    assertEquals(1, count(kernels, "reorder"), kernels.toString()); // of the input
  }

  @Test
  void flattensWhatLiesChannelsLast() {
    image()
        .then(new Flatten(1), "y", "rows", Shape.of(2, 240))
        .then(new Reshape(Ints.of(2, 4, 2, -1), false), "y", "groups", Shape.of(2, 4, 2, 30))
        .then(new Identity(), "y", "same", IMAGE)
        .check("rows groups same");
  }

  @Test
  void rearrangesBlocksOfPixels() {
    Shape wide = Shape.of(2, 2, 10, 12);
    image()
        .then(new DepthToSpace(2, false), "y", "a", wide)
        .then(new DepthToSpace(2, true), "y", "b", wide)
        .then(new DepthToSpace(2, true), "x", "c", wide)
        .then(new SpaceToDepth(2), "a", "d", IMAGE)
        .then(new SpaceToDepth(2), "b", "e", IMAGE)
        .check("a b c d e");
  }

  @Test
  void tilesAndExpands() {
    Shape wide = Shape.of(4, 8, 5, 18);
    image()
        .constant("row", 1, 1, 1, 6)
        .then(new Tile(Ints.of(2, 1, 1, 3)), "y", "a", wide)
        .then(new Tile(Ints.of(2, 1, 1, 3)), "x", "b", wide)
        .then(new Expand(Ints.of(2, 8, 5, 6)), "row", "c", IMAGE)
        .then(Binary.of(Binary.Kind.ADD), "c y", "d", IMAGE)
        .check("a b c d");
  }

  @Test
  void broadcastsInBothOrders() {
    DeviceNet net =
        image()
            .constant("channel", 8, 1, 1)
            .constant("gate", 2, 8, 1, 1)
            .constant("map", 2, 1, 5, 6)
            .constant("scalar", new long[0])
            .constant("column", 5, 1);
    String results = "";
    for (String operand : List.of("channel", "gate", "map", "scalar", "column")) {
      net.then(Binary.of(Binary.Kind.MUL), "y " + operand, "y" + operand, IMAGE);
      net.then(Binary.of(Binary.Kind.SUB), operand + " x", "x" + operand, IMAGE);
      results += " y" + operand + " x" + operand;
    }
    net.then(Binary.of(Binary.Kind.MAX), "gate map", "both", IMAGE);
    net.then(Binary.of(Binary.Kind.MIN), "x y", "mixed", IMAGE);
    List<String> kernels = net.check(results.strip() + " both mixed");
    assertEquals(12, count(kernels, "binary"), kernels.toString());
    assertEquals(Collections.emptyList(), kernels.stream().filter("copy"::equals).toList());
  }
}
