package dev.gatun.infer;

import static dev.gatun.infer.OneNode.bound;
import static dev.gatun.infer.OneNode.infer;
import static dev.gatun.infer.OneNode.inferAll;
import static dev.gatun.infer.OneNode.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Resize;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowInferenceTest {
  private static final Conv SAME_3 = Conv.of(3, 3).withPad(1);
  private static final Window BARE =
      new Window(Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, AutoPad.EXPLICIT);

  static Stream<Arguments> types() {
    return Stream.of(
        row("f[1,8,32,32]", SAME_3, "f[1,3,32,32]", "f[8,3,3,3]"),
        row("f[N,8,H,W]", SAME_3, "f[N,3,H,W]", "f[8,3,3,3]"),
        row("f[N,8,?,?]", SAME_3.withStride(2), "f[N,3,H,W]", "f[8,3,3,3]"),
        row("f[N,8,16,16]", SAME_3.withStride(2), "f[N,3,32,32]", "f[8,3,3,3]"),
        row("f[1,6,5]", Conv.of(4).withGroups(3), "f[1,3,8]", "f[6,1,4]", "f[6]"),
        row("f[1,4,2,2,2]", Conv.of(2, 2, 2), "f[1,1,3,3,3]", "f[4,1,2,2,2]"),
        row("f[1,8,30,30]", new Conv(BARE, 1, Activation.NONE), "f[1,3,32,32]", "f[8,3,3,3]"),
        row("f[1,8,16,16]", same(AutoPad.SAME_UPPER), "f[1,3,31,32]", "f[8,3,3,3]"),
        row("f[1,8,?,?]", same(AutoPad.SAME_LOWER), "f[1,3,H,W]", "f[8,3,3,3]"),
        row("f[1,?,32,32]", SAME_3, "f[1,3,32,32]", "f..."),
        row("f...", SAME_3, "f...", "f[8,3,3,3]"),
        row("f[1,4,9,9]", transposed(2), "f[1,3,4,4]", "f[3,4,3,3]"),
        row("f[1,4,?,?]", transposed(2), "f[1,3,H,W]", "f[3,4,3,3]"),
        row("f[1,8,15,15]", Pool.max(Window.of(2, 2).withStride(2)), "f[1,8,31,31]"),
        row("f[1,8,16,16]", ceil(Window.of(2, 2).withStride(2)), "f[1,8,31,31]"),
        row("f[N,8,1,1]", new GlobalPool(Pool.Kind.AVERAGE, 0), "f[N,8,H,W]"),
        row("f[N,2,H,8]", new DepthToSpace(1, false), "f[N,2,H,8]"),
        row("f[1,2,?,8]", new DepthToSpace(2, false), "f[1,8,H,4]"),
        row("f[1,8,2,3]", new SpaceToDepth(2), "f[1,2,4,6]"),
        row("f[1,3,16,24]", resize(null, null), "f[1,3,8,8]", null, scales(1, 1, 2, 3)),
        row("f[N,3,?,?]", resize(null, null), "f[N,3,H,W]", null, scales(1, 1, 2, 3)),
        row("f[1,3,7,7]", resize(null, null), "f[1,3,10,10]", null, scales(1, 1, 0.7f, 0.7f)),
        row("f[1,3,5,6]", resize(null, null), "f[1,3,H,W]", null, null, ints(1, 3, 5, 6)),
        row(
            "f[1,3,5,6]",
            resize(Resize.Policy.STRETCH, Ints.of(2, 3)),
            "f[1,3,8,8]",
            null,
            null,
            ints(5, 6)),
        row(
            "f[1,3,4,6]",
            resize(Resize.Policy.NOT_LARGER, Ints.of(2, 3)),
            "f[1,3,8,12]",
            null,
            null,
            ints(7, 6)),
        row(
            "f[1,3,7,11]",
            resize(Resize.Policy.NOT_SMALLER, Ints.of(2, 3)),
            "f[1,3,8,12]",
            null,
            null,
            ints(7, 6)),
        row("f[?,?,?,?]", resize(null, null), "f[1,3,8,8]", null, null, "l[4]"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void outputTypeFollows(String expected, Op op, Object[] inputs) {
    assertEquals(expected, infer(op, inputs));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        row("got 4 input channels, required 3", SAME_3, "f[1,4,8,8]", "f[8,3,3,3]"),
        row("got 8 output channels in 3 groups", SAME_3.withGroups(3), "f[1,9,8,8]", "f[8,3,3,3]"),
        row("got kernel [3, 3], required [3]", SAME_3, "f[1,3,8,8]", "f[8,3,3]"),
        row("got kernel [3, 3], required [5, 5]", SAME_3, "f[1,3,8,8]", "f[8,3,5,5]"),
        row("at least the window's span of 3", Conv.of(3, 3), "f[1,3,2,2]", "f[8,3,3,3]"),
        row("got bias length 7, required 8", SAME_3, "f[1,3,8,8]", "f[8,3,3,3]", "f[7]"),
        row("got operands of FLOAT32 and FLOAT64", SAME_3, "f[1,3,8,8]", "d[8,3,3,3]"),
        row("got input channels 2, required 3", transposed(1), "f[1,2,8,8]", "f[3,4,3,3]"),
        row("got input of rank 2", Pool.max(Window.of(2, 2)), "f[8,8]"),
        row("2 spatial axes", Pool.max(Window.of(2)), "f[1,1,8,8]"),
        row("got 6 channels, required a multiple of 4", new DepthToSpace(2, true), "f[1,6,2,2]"),
        row("got 3 scales, required 4", resize(null, null), "f[1,3,8,8]", null, scales(1, 2, 3)),
        row(
            "required every scale over 0",
            resize(null, null),
            "f[1,3,8,8]",
            null,
            scales(1, 1, 0, 3)));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void misfitsAreNamed(String part, Op op, Object[] inputs) {
    Exception e = assertThrows(ModelFormatException.class, () -> infer(op, inputs));
    assertTrue(e.getMessage().startsWith("node 'it' (" + op.title() + "): "), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void maximaHaveIndicesOfTheSameShape() {
    assertEquals(
        List.of("f[1,1,2,2]", "l[1,1,2,2]"), inferAll(Pool.max(Window.of(2, 2)), 2, "f[1,1,3,3]"));
  }

  @Test
  void automaticPadsBecomeExplicit() {
    Conv conv = (Conv) bound(same(AutoPad.SAME_UPPER), "f[1,3,32,32]", "f[8,3,3,3]");
    assertEquals(AutoPad.EXPLICIT, conv.window().autoPad());
    assertEquals(Ints.of(0, 0), conv.window().padsBegin());
    assertEquals(Ints.of(1, 1), conv.window().padsEnd());
  }

  @Test
  void boundResizeHasScalesAndSizesForEveryAxis() {
    Resize bound = (Resize) bound(resize(null, Ints.of(3)), "f[1,1,4,4]", null, null, ints(6));
    assertEquals(Ints.of(1, 1, 4, 6), bound.sizes());
    assertEquals(List.of(1f, 1f, 1f, 1.5f), bound.scales());
    assertTrue(bound.axes().isEmpty());
  }

  private static Arguments row(String expected, Op op, Object... inputs) {
    return Arguments.of(expected, op, inputs);
  }

  private static Conv same(AutoPad pad) {
    Window w = new Window(Ints.EMPTY, Ints.of(2, 2), Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, pad);
    return new Conv(w, 1, Activation.NONE);
  }

  @Test
  void transposedConvolutionsWantAValueForEachAxis() {
    ConvTranspose op = transposed(2);
    long[] extents = {5, 5};
    for (ConvTranspose wrong :
        List.of(
            new ConvTranspose(op.window(), Ints.of(1), Ints.EMPTY, 1, Activation.NONE),
            new ConvTranspose(op.window(), Ints.EMPTY, Ints.of(9, 9, 9), 1, Activation.NONE))) {
      var e =
          assertThrows(InvalidInputException.class, () -> wrong.resolve(Ints.of(3, 3), extents));
      assertTrue(e.getMessage().contains("one value for each of 2 spatial axes"), e.getMessage());
    }
  }

  private static ConvTranspose transposed(long stride) {
    Window window =
        new Window(
            Ints.EMPTY,
            Ints.of(stride, stride),
            Ints.EMPTY,
            Ints.EMPTY,
            Ints.EMPTY,
            AutoPad.EXPLICIT);
    return new ConvTranspose(window, Ints.EMPTY, Ints.EMPTY, 1, Activation.NONE);
  }

  private static Pool ceil(Window window) {
    return new Pool(Pool.Kind.MAX, window, true, false, 0, false);
  }

  private static Tensor scales(float... values) {
    return Tensor.of(values, values.length);
  }

  private static Resize resize(Resize.Policy policy, Ints axes) {
    return new Resize(
        Resize.Mode.NEAREST,
        Resize.Transform.HALF_PIXEL,
        Resize.Nearest.FLOOR,
        -0.75f,
        false,
        0,
        false,
        policy == null ? Resize.Policy.STRETCH : policy,
        axes == null ? Ints.EMPTY : axes,
        null,
        null,
        null);
  }
}
