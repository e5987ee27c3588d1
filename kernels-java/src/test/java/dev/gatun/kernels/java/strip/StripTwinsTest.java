package dev.gatun.kernels.java.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Reduce;
import dev.gatun.op.Unary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The kernels in use against their scalar twin: the same bits (any NaN equals any other), over
/// wild values, odd counts and unaligned offsets. Where no vectors are in use both are the same
/// object and the test is of one against itself.
final class StripTwinsTest {
  private static final Strips BEST = Strips.best();
  private static final Strips TWIN = ScalarStrips.INSTANCE;
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final float[] WILD = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1f,
    -1f,
    88.5f,
    -88.5f,
    -103.5f,
    20.5f,
    0.625f,
    1e-20f
  };

  private final Arena arena = Arena.ofAuto();
  private final Random random = new Random(7);

  private interface Call {
    void on(Strips strips, MemorySegment y);
  }

  private MemorySegment memory(long count, long offset, boolean wild) {
    MemorySegment memory = arena.allocate(4 * count + offset, 64);
    for (long i = 0; i < count; i++) {
      memory.set(
          F32,
          offset + 4 * i,
          wild && random.nextInt(4) == 0 ? WILD[random.nextInt(WILD.length)] : real());
    }
    return memory;
  }

  private float real() {
    return (float) (random.nextGaussian() * Math.pow(10, random.nextInt(4) - 2));
  }

  /// Both twins into equal memory of `count` floats, a bit-for-bit comparison of all of it.
  private void same(String what, long count, MemorySegment start, Call call) {
    MemorySegment a = arena.allocate(Math.max(4, 4 * count), 64);
    MemorySegment b = arena.allocate(Math.max(4, 4 * count), 64);
    MemorySegment.copy(start, 0, a, 0, 4 * count);
    MemorySegment.copy(start, 0, b, 0, 4 * count);
    call.on(TWIN, a);
    call.on(BEST, b);
    for (long i = 0; i < count; i++) {
      float required = a.get(F32, 4 * i);
      float got = b.get(F32, 4 * i);
      long place = i;
      assertEquals(
          Float.floatToIntBits(required),
          Float.floatToIntBits(got),
          () -> what + " element " + place + ": got " + got + ", required " + required);
    }
  }

  @Test
  void picksByWidth() {
    assertEquals(
        Width.isVector() ? "VectorStrips" : "ScalarStrips", BEST.getClass().getSimpleName());
  }

  @Property(tries = 60)
  void activations(@ForAll @IntRange(max = 70) int count, @ForAll @IntRange(max = 3) int shift) {
    MemorySegment x = memory(count, 4L * shift, true);
    for (Activation.Kind kind : Activation.Kind.values()) {
      Activation f = new Activation(kind, 0.75f, 1.25f);
      same(
          kind.toString(),
          count + shift,
          arena.allocate(4L * (count + shift) + 4),
          (s, y) -> s.activate(f, x, 4L * shift, y, 4L * shift, count));
    }
  }

  @Property(tries = 60)
  void functions(@ForAll @IntRange(max = 70) int count, @ForAll @IntRange(max = 3) int shift) {
    MemorySegment x = memory(count, 4L * shift, true);
    for (Unary.Kind kind :
        EnumSet.complementOf(
            EnumSet.of(
                Unary.Kind.NOT,
                Unary.Kind.BITWISE_NOT,
                Unary.Kind.IS_NAN,
                Unary.Kind.IS_INF,
                Unary.Kind.IS_POSITIVE_INF,
                Unary.Kind.IS_NEGATIVE_INF))) {
      same(
          kind.toString(),
          count + shift,
          arena.allocate(4L * (count + shift) + 4),
          (s, y) -> s.unary(kind, x, 4L * shift, y, 4L * shift, count));
    }
  }

  @Property(tries = 60)
  void binaries(
      @ForAll @IntRange(min = 1, max = 5) int blocks,
      @ForAll @IntRange(max = 15) int rest,
      @ForAll @IntRange(max = 3) int shift) {
    long lanes = Width.LANES;
    for (Binary.Kind kind :
        List.of(
            Binary.Kind.ADD,
            Binary.Kind.SUB,
            Binary.Kind.MUL,
            Binary.Kind.DIV,
            Binary.Kind.POW,
            Binary.Kind.MIN,
            Binary.Kind.MAX,
            Binary.Kind.MOD,
            Binary.Kind.FMOD,
            Binary.Kind.PRELU)) {
      long count = blocks * lanes + rest;
      for (long aPeriod : new long[] {1, lanes, count}) {
        for (long bPeriod : new long[] {1, lanes, count}) {
          MemorySegment a = memory(aPeriod, 4L * shift, true);
          MemorySegment b = memory(bPeriod, 8, true);
          if (kind == Binary.Kind.POW && bPeriod == 1) {
            b.set(F32, 8, 2f);
          }
          same(
              kind + " " + aPeriod + " " + bPeriod,
              count,
              arena.allocate(4 * count),
              (s, y) -> s.binary(kind, a, 4L * shift, aPeriod, b, 8, bPeriod, y, 0, count));
        }
      }
    }
  }

  @Property(tries = 100)
  void reductions(
      @ForAll @IntRange(max = 200) int count,
      @ForAll @IntRange(max = 3) int shift,
      @ForAll boolean wild) {
    MemorySegment x = memory(count, 4L * shift, wild);
    for (Reduce.Kind kind :
        List.of(
            Reduce.Kind.SUM,
            Reduce.Kind.MAX,
            Reduce.Kind.MIN,
            Reduce.Kind.PROD,
            Reduce.Kind.L1,
            Reduce.Kind.SUM_SQUARE)) {
      same(
          kind.toString(),
          1,
          arena.allocate(4),
          (s, y) -> y.set(F32, 0, s.reduce(kind, x, 4L * shift, count)));
    }
    same(
        "squared difference",
        1,
        arena.allocate(4),
        (s, y) -> y.set(F32, 0, s.sumSquaredDifference(x, 4L * shift, count, 0.3f)));
  }

  @Property(tries = 60)
  void pixels(@ForAll @IntRange(max = 20) int pixels, @ForAll boolean wild) {
    int lanes = Width.LANES;
    MemorySegment x = memory((long) lanes * pixels, 0, wild);
    MemorySegment start = memory(lanes, 0, false);
    MemorySegment mean = memory(lanes, 0, false);
    for (Reduce.Kind kind :
        List.of(Reduce.Kind.SUM, Reduce.Kind.MAX, Reduce.Kind.L1, Reduce.Kind.SUM_SQUARE)) {
      same(kind + " of pixels", lanes, start, (s, y) -> s.reducePixels(kind, x, 0, pixels, y, 0));
    }
    same(
        "squared difference of pixels",
        lanes,
        start,
        (s, y) -> s.squaredDifferencePixels(x, 0, pixels, mean, 0, y, 0));
    long count = (long) lanes * pixels;
    for (float bound : new float[] {0.5f, Float.POSITIVE_INFINITY}) {
      same(
          "scaleShift",
          count,
          arena.allocate(4 * count + 4),
          (s, y) -> s.scaleShift(x, 0, start, 0, mean, 0, -bound, 2 * bound, y, 0, count));
    }
  }

  @Property(tries = 100)
  void products(
      @ForAll @IntRange(max = 300) int count,
      @ForAll @IntRange(max = 9) int rows,
      @ForAll @IntRange(max = 20) int depth,
      @ForAll boolean wild) {
    int row = 4 * count + 8;
    int aRow = 4 * depth + 4;
    MemorySegment a = memory((long) rows * (depth + 1), 4, wild);
    MemorySegment b = memory((long) depth * (count + 2), 0, wild);
    MemorySegment start = memory((long) rows * (count + 2), 0, false);
    same(
        "addProducts",
        (long) rows * (count + 2),
        start,
        (s, y) -> s.addProducts(a, 4, aRow, rows, depth, b, 0, row, y, 0, row, count));
  }

  @Property(tries = 60)
  void softmaxes(
      @ForAll @IntRange(min = 1, max = 100) int count,
      @ForAll @IntRange(min = 1, max = 5) int rows,
      @ForAll boolean wild,
      @ForAll boolean log) {
    MemorySegment x = memory(count, 0, wild);
    same("softmax", count, arena.allocate(4L * count), (s, y) -> s.softmax(log, x, 0, y, 0, count));
    same("softmax in place", count, x, (s, y) -> s.softmax(log, y, 0, y, 0, count));
    MemorySegment matrix = memory((long) count * rows, 0, wild);
    same(
        "softmaxColumns",
        (long) count * rows,
        arena.allocate(4L * count * rows),
        (s, y) -> s.softmaxColumns(log, matrix, 0, y, 0, rows, count, count));
    same(
        "normalize",
        count,
        arena.allocate(4L * count),
        (s, y) -> s.normalize(x, 0, 0.5f, 1.5f, -2f, y, 0, count));
  }

  /// Long enough for the compilers to take over: their code must give what the interpreter gives.
  @Test
  void staysTheSameWhenCompiled() {
    MemorySegment x = memory(131, 0, true);
    MemorySegment y = arena.allocate(4 * 131, 64);
    for (Activation.Kind kind : Activation.Kind.values()) {
      Activation f = new Activation(kind, 0.75f, 1.25f);
      for (int i = 0; i < 4000; i++) {
        BEST.activate(f, x, 0, y, 0, 131);
      }
      same(kind + " compiled", 131, y, (s, out) -> s.activate(f, x, 0, out, 0, 131));
    }
    for (boolean log : new boolean[] {false, true}) {
      for (int i = 0; i < 4000; i++) {
        BEST.softmax(log, x, 0, y, 0, 131);
        BEST.softmaxColumns(log, x, 0, y, 0, 2, 65, 65);
      }
      same("softmax compiled", 131, y, (s, out) -> s.softmax(log, x, 0, out, 0, 131));
    }
    for (Reduce.Kind kind : List.of(Reduce.Kind.SUM, Reduce.Kind.MAX, Reduce.Kind.PROD)) {
      for (int i = 0; i < 4000; i++) {
        y.set(F32, 0, BEST.reduce(kind, x, 0, 131));
      }
      same(kind + " compiled", 1, y, (s, out) -> out.set(F32, 0, s.reduce(kind, x, 0, 131)));
    }
  }
}
