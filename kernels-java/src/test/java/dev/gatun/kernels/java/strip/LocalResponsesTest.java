package dev.gatun.kernels.java.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Local responses against their scalar twin, bit for bit (any NaN equals any other), and against
/// double.
final class LocalResponsesTest {
  private static final LocalResponses BEST = LocalResponses.best();
  private static final LocalResponses TWIN = ScalarLocalResponses.INSTANCE;
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final float[] WILD = {
    Float.NaN, Float.POSITIVE_INFINITY, 0f, -0f, Float.MIN_VALUE, 1e19f, -1e25f, 1e-25f
  };

  private final Arena arena = Arena.ofAuto();
  private final Random random = new Random(11);

  private MemorySegment memory(int count, boolean wild, double scale) {
    MemorySegment memory = arena.allocate(4L * count, 64);
    for (int i = 0; i < count; i++) {
      float real = (float) (random.nextGaussian() * scale);
      memory.setAtIndex(
          F32, i, wild && random.nextInt(8) == 0 ? WILD[random.nextInt(WILD.length)] : real);
    }
    return memory;
  }

  private static void same(String what, int count, MemorySegment required, MemorySegment got) {
    for (int i = 0; i < count; i++) {
      float r = required.getAtIndex(F32, i);
      float g = got.getAtIndex(F32, i);
      assertEquals(
          Float.floatToIntBits(r),
          Float.floatToIntBits(g),
          what + " element " + i + ": got " + g + ", required " + r);
    }
  }

  @Property(tries = 100)
  void squaresAreTheTwins(
      @ForAll @IntRange(min = 1, max = 9) int pixels, @ForAll @IntRange(max = 3) int gap) {
    int count = pixels * Width.LANES;
    int stride = (1 + gap) * Width.LANES;
    MemorySegment x = memory(count, true, 2);
    MemorySegment required = memory(pixels * stride, false, 1);
    MemorySegment got = arena.allocate(4L * pixels * stride, 64).copyFrom(required);
    TWIN.square(x, 0, pixels, required, 0, 4L * stride);
    BEST.square(x, 0, pixels, got, 0, 4L * stride);
    same("square", pixels * stride, required, got);
  }

  @Property(tries = 200)
  void resultsAreTheTwins(
      @ForAll @IntRange(min = 1, max = 9) int pixels,
      @ForAll @IntRange(min = 1, max = 20) int window,
      @ForAll @IntRange(max = 17) int shift,
      @ForAll boolean wild) {
    int count = pixels * Width.LANES;
    int stride = 3 * Width.LANES;
    int squares = pixels * stride + window + shift;
    MemorySegment x = memory(count, wild, 2);
    MemorySegment raw = memory(squares, wild, 3);
    MemorySegment s = arena.allocate(4L * squares, 64);
    for (int i = 0; i < squares; i++) {
      s.setAtIndex(F32, i, raw.getAtIndex(F32, i) * raw.getAtIndex(F32, i));
    }
    for (float bias : new float[] {2f, 0f, -1f}) {
      MemorySegment required = arena.allocate(4L * count, 64);
      MemorySegment got = arena.allocate(4L * count, 64);
      long at = 4L * shift;
      TWIN.normalize(x, 0, s, at, 4L * stride, window, 0.1f, bias, required, 0, pixels);
      BEST.normalize(x, 0, s, at, 4L * stride, window, 0.1f, bias, got, 0, pixels);
      same("normalize, window " + window + ", bias " + bias, count, required, got);
    }
  }

  /// In units of the last place of the true result, over denominators from 1e-6 to 1e12.
  @Test
  void resultsAreWithinFiveUlps() {
    double worst = 0;
    for (int window : new int[] {1, 4, 5, 16}) {
      for (double scale : new double[] {1e-3, 0.1, 1, 30, 1e6}) {
        for (float bias : new float[] {1e-6f, 1f, 2f}) {
          worst = Math.max(worst, error(window, scale, bias));
        }
      }
    }
    assertTrue(worst <= 5, "got an error of " + worst + " ulp, required at most 5");
  }

  private double error(int window, double scale, float bias) {
    int pixels = 200;
    int count = pixels * Width.LANES;
    float factor = 0.2f;
    MemorySegment x = memory(count + window, false, scale);
    MemorySegment s = arena.allocate(4L * (count + window), 64);
    MemorySegment y = arena.allocate(4L * count, 64);
    for (int i = 0; i < count + window; i++) {
      float v = x.getAtIndex(F32, i);
      s.setAtIndex(F32, i, v * v);
    }
    BEST.normalize(x, 0, s, 0, Width.BLOCK_BYTES, window, factor, bias, y, 0, pixels);
    double worst = 0;
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int j = 0; j < window; j++) {
        double v = x.getAtIndex(F32, i + j);
        sum += v * v;
      }
      double truth = x.getAtIndex(F32, i) / Math.pow(bias + factor * sum, LocalResponses.BETA);
      worst = Math.max(worst, Math.abs(y.getAtIndex(F32, i) - truth) / Math.ulp((float) truth));
    }
    return worst;
  }

  /// Long enough for the compilers to take over: their code must give what the interpreter gives.
  @Test
  void staysTheSameWhenCompiled() {
    int pixels = 7;
    int count = pixels * Width.LANES;
    MemorySegment x = memory(count, true, 2);
    MemorySegment s = memory(count + 8, true, 1);
    MemorySegment required = arena.allocate(4L * count, 64);
    MemorySegment got = arena.allocate(4L * count, 64);
    for (int window : new int[] {5, 4}) {
      for (int i = 0; i < 20_000; i++) {
        BEST.normalize(
            x, 0, s, 0, Width.BLOCK_BYTES, window, 0.5f, 1f, got, 0, i < 100 ? 1 : pixels);
      }
      TWIN.normalize(x, 0, s, 0, Width.BLOCK_BYTES, window, 0.5f, 1f, required, 0, pixels);
      same("compiled, window " + window, count, required, got);
    }
  }

  @Test
  void memoryIsChecked() {
    MemorySegment x = memory(2 * Width.LANES, false, 1);
    MemorySegment s = memory(2 * Width.LANES + 4, false, 1);
    long pixel = Width.BLOCK_BYTES;
    assertThrows(IndexOutOfBoundsException.class, () -> BEST.square(x, 0, 3, s, 0, pixel));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> BEST.normalize(x, 0, s, 0, pixel, 6, 1f, 1f, x, 0, 2));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> BEST.normalize(x, 4, s, 0, pixel, 5, 1f, 1f, x, 0, 2));
  }
}
