package dev.gatun.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gather;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Resize;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that were worked out by hand. */
class ReferenceTest {

  private static Tensor run(Op op, DType type, long[] dims, Tensor... inputs) {
    Tensor y = Tensor.allocate(type, Shape.of(dims));
    Reference.run(op, Arrays.asList(inputs), List.of(y));
    return y;
  }

  private static Tensor run(Op op, long[] dims, Tensor... inputs) {
    return run(op, DType.FLOAT32, dims, inputs);
  }

  private static long[] dims(long... dims) {
    return dims;
  }

  @Test
  void convolutionSumsWindowsWithPadsBiasAndRelu() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
    Tensor w = Tensor.of(new float[] {1, 0, 0, -1}, 1, 1, 2, 2);
    Tensor bias = Tensor.of(new float[] {1}, 1);
    Conv op = Conv.of(2, 2).withPad(1).withStride(2).withActivation(Activation.RELU);
    assertArrayEquals(new float[] {0, 0, 0, 0}, run(op, dims(1, 1, 2, 2), x, w, bias).toFloats());
    Conv plain = Conv.of(2, 2);
    assertArrayEquals(new float[] {-4, -4, -4, -4}, run(plain, dims(1, 1, 2, 2), x, w).toFloats());
  }

  @Test
  void dotsCarryTheSumOfMagnitudes() {
    Tensor x = Tensor.of(new float[] {1, -2}, 1, 2, 1);
    Tensor w = Tensor.of(new float[] {3, 4}, 1, 2, 1);
    Dots dots =
        Reference.dots(
            Conv.of(1), List.of(x, w), Tensor.allocate(DType.FLOAT32, Shape.of(1, 1, 1)));
    assertEquals(-5, dots.values()[0]);
    assertEquals(11, dots.magnitudes()[0]);
    assertEquals(2, dots.terms());
  }

  @Test
  void transposedConvolutionScatters() {
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 1, 2);
    Tensor w = Tensor.of(new float[] {1, 10, 100}, 1, 1, 3);
    ConvTranspose op =
        new ConvTranspose(Window.of(3).withStride(2), Ints.EMPTY, Ints.EMPTY, 1, Activation.NONE);
    assertArrayEquals(new float[] {1, 10, 102, 20, 200}, run(op, dims(1, 1, 5), x, w).toFloats());
  }

  @Test
  void averageCountsPadsOnlyWhereAsked() {
    Tensor x = Tensor.of(new float[] {2, 4}, 1, 1, 2);
    Window window = Window.of(2).withPad(1);
    assertArrayEquals(
        new float[] {2, 3, 4}, run(Pool.average(window), dims(1, 1, 3), x).toFloats());
    Pool counting = new Pool(Pool.Kind.AVERAGE, window, false, true, 0, false);
    assertArrayEquals(new float[] {1, 3, 2}, run(counting, dims(1, 1, 3), x).toFloats());
  }

  @Test
  void maximumOfNothingIsTheLeastValue() {
    Tensor none = Tensor.of(new float[0], 2, 0);
    Reduce max = new Reduce(Reduce.Kind.MAX, Ints.of(1), false, false);
    assertArrayEquals(
        new float[] {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY},
        run(max, dims(2), none).toFloats());
  }

  @Test
  void integersWrapInTheirOwnWidth() {
    Tensor a = Tensor.allocate(DType.UINT8, Shape.of(1));
    a.setLong(0, 200);
    assertEquals(144, run(Binary.of(Binary.Kind.ADD), DType.UINT8, dims(1), a, a).getLong(0));
    Tensor matrix = Tensor.of(new int[] {1 << 20}, 1, 1);
    assertEquals(
        0, run(new MatMul(Activation.NONE), DType.INT32, dims(1, 1), matrix, matrix).getLong(0));
  }

  @Test
  void negativePadsCropBeforeTheRestIsReflected() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 4);
    Pad op = new Pad(Pad.Mode.REFLECT, Ints.of(-1), Ints.of(2));
    assertArrayEquals(new float[] {2, 3, 4, 3, 2}, run(op, dims(5), x).toFloats());
  }

  @Test
  void linearResizeHalvesTheWayBetweenNeighbours() {
    Tensor x = Tensor.of(new float[] {0, 10}, 2);
    Resize op =
        new Resize(
            Resize.Mode.LINEAR,
            Resize.Transform.HALF_PIXEL,
            Resize.Nearest.FLOOR,
            -0.75f,
            false,
            0,
            false,
            Resize.Policy.STRETCH,
            Ints.EMPTY,
            List.of(2f),
            null,
            null);
    assertArrayEquals(new float[] {0, 2.5f, 7.5f, 10}, run(op, dims(4), x).toFloats());
  }

  @Test
  void erfIsThatOfTheTables() {
    assertEquals(0.8427007929497149, Erf.of(1), 1e-15);
    assertEquals(-0.9999779095030014, Erf.of(-3), 1e-15);
  }

  @Test
  void anIndexOutOfRangeSaysWhatIsRequired() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> run(new Gather(0), dims(1), x, Tensor.of(new long[] {2}, 1)));
    assertEquals("Gather: got index 2, required -2 to 1", e.getMessage());
  }
}
