package dev.gatun.infer;

import static dev.gatun.infer.OneNode.infer;
import static dev.gatun.infer.OneNode.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.op.AffineGrid;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.GridSample;
import dev.gatun.op.Ints;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.Op;
import dev.gatun.op.RoiAlign;
import dev.gatun.op.Window;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Types of operators that sample pictures.
class SamplingInferenceTest {
  private static final Op ALIGN = new RoiAlign(RoiAlign.Mode.AVERAGE, 7, 5, 2, 1f, true);

  private static final Op LINEAR =
      new GridSample(GridSample.Mode.LINEAR, GridSample.Padding.ZEROS, false);
  private static final Window STRIDED = Window.of(2, 2).withStride(2);
  private static final Window EMPTY =
      new Window(Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, AutoPad.EXPLICIT);
  private static final Op DEFORM = new DeformConv(EMPTY, 2, 2);

  private static Op nearest() {
    return new GridSample(GridSample.Mode.NEAREST, GridSample.Padding.BORDER, true);
  }

  private static Op unpool() {
    return new MaxUnpool(STRIDED, null);
  }

  private static Arguments row(String expected, Op op, Object... inputs) {
    return Arguments.of(expected, op, inputs);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        row("f[R,C,7,5]", ALIGN, "f[N,C,H,W]", "f[R,4]", "l[R]"),
        row("f[9,3,7,5]", ALIGN, "f[N,3,8,8]", "f[?,4]", "l[9]"),
        row("f...", ALIGN, "f...", "f[R,4]", "l[R]"),
        row("f[R,C,2,3]", new MaxRoiPool(2, 3, 1f), "f[N,C,H,W]", "f[R,5]"),
        row("f[N,C,P,Q]", LINEAR, "f[N,C,H,W]", "f[N,P,Q,2]"),
        row("f[4,3,5,6,7]", LINEAR, "f[N,3,8,8,8]", "d[4,5,6,7,3]"),
        row("f[?,?,?,?]", LINEAR, "f[N,C,H,W]", "f..."),
        row("u[1,1,4]", nearest(), "u[1,1,9]", "f[1,4,1]"),
        row("f[2,5,6,2]", new AffineGrid(null, true), "f[N,2,3]", ints(2, 3, 5, 6)),
        row("f[2,4,5,6,3]", new AffineGrid(Ints.of(2, 1, 4, 5, 6), true), "f[2,3,4]"),
        row("f[N,?,?,2]", new AffineGrid(null, true), "f[N,2,3]", "l[4]"),
        row("f[N,3,5,6]", new Col2Im(null, EMPTY), "f[N,12,20]", ints(5, 6), ints(2, 2)),
        row("f[N,?,?,?]", new Col2Im(null, EMPTY), "f[N,12,20]", "l[2]", ints(2, 2)),
        row("f[N,8,4,6]", DEFORM, "f[N,4,6,8]", "f[8,2,3,3]", "f[N,36,4,6]", null, "f[N,18,4,6]"),
        row("f[2,C,8,10]", new MaxUnpool(STRIDED, null), "f[2,C,4,5]", "l[2,C,4,5]"),
        row("f[2,3,9,9]", unpool(), "f[2,3,4,4]", "l[2,3,4,4]", ints(2, 3, 9, 9)),
        row("f[?,?,?,?]", unpool(), "f[2,3,4,4]", "l[2,3,4,4]", "l[4]"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void typesFollow(String expected, Op op, Object[] inputs) {
    assertEquals(expected, infer(op, inputs));
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        row("got numbers per region 5, required 4", ALIGN, "f[1,3,8,8]", "f[2,5]", "l[2]"),
        row("got pictures of the regions 3, required 2", ALIGN, "f[1,3,8,8]", "f[2,4]", "l[3]"),
        row("got indices of FLOAT32", ALIGN, "f[1,3,8,8]", "f[2,4]", "f[2]"),
        row("got operands of FLOAT32 and FLOAT64", ALIGN, "f[1,3,8,8]", "d[2,4]", "l[2]"),
        row(
            "got numbers per region 4, required 5",
            new MaxRoiPool(1, 1, 1f),
            "f[1,3,8,8]",
            "f[2,4]"),
        row("required a floating-point type", LINEAR, "u[1,1,4,4]", "f[1,2,2,2]"),
        row("got coordinates per place 3, required 2", LINEAR, "f[1,1,4,4]", "f[1,2,2,3]"),
        row("got extent on axis 0 1, required 2", LINEAR, "f[1,1,4,4]", "f[2,2,2,2]"),
        row("got columns of theta 4", new AffineGrid(Ints.of(1, 1, 2, 2), true), "f[1,2,4]"),
        row("required 4 or 5 extents", new AffineGrid(Ints.of(1, 2, 2), true), "f[1,2,3]"),
        row("got places of blocks 9", new Col2Im(null, EMPTY), "f[1,4,9]", ints(5, 6), ints(2, 2)),
        row("got 5 rows of blocks", new Col2Im(null, EMPTY), "f[1,5,20]", ints(5, 6), ints(2, 2)),
        row(
            "required one extent for each",
            new Col2Im(null, EMPTY),
            "f[1,4,2]",
            ints(3),
            ints(2, 2)),
        row("required them to fit 2 groups", DEFORM, "f[1,4,6,8]", "f[8,4,3,3]", "f[1,36,4,6]"),
        row("got channels of offsets 18", DEFORM, "f[1,4,6,8]", "f[8,2,3,3]", "f[1,18,4,6]"),
        row("got extent of offsets on axis 2", DEFORM, "f[1,4,6,8]", "f[8,2,3,3]", "f[1,36,5,6]"),
        row("required [2,3,8,8] or more", unpool(), "f[2,3,4,4]", "l[2,3,4,4]", ints(2, 3, 8, 7)),
        row("got input of rank 3", ALIGN, "f[3,8,8]", "f[2,4]", "l[2]"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void misfitsAreNamed(String part, Op op, Object[] inputs) {
    Exception e = assertThrows(ModelFormatException.class, () -> infer(op, inputs));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
