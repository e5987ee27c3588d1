package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Reference;
import dev.gatun.op.Bounded;
import dev.gatun.op.Compress;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import dev.gatun.op.Selection;
import dev.gatun.op.Unique;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Operators of which the data decide how much they give: results are compared up to the count.
final class SelectionTest {
  /// What an output may hold.
  ///
  /// @param dtype element type
  /// @param perItem elements per selected item; 0: the output is filled whatever is selected
  /// @param dims largest extents
  private record Bound(DType dtype, long perItem, long... dims) {
    Tensor allocate() {
      Tensor t = Tensor.allocate(dtype, Shape.of(dims), Arena.ofAuto());
      t.data().fill((byte) 0x41);
      return t;
    }
  }

  /// @return the number of selected items
  private static long check(Selection op, List<@Nullable Tensor> in, Bound... bounds) {
    List<@Nullable Tensor> required = allocate(bounds);
    Reference.run(new Bounded(op), in, required);
    compare(op, in, required, 1, bounds);
    return compare(op, in, required, 3, bounds);
  }

  private static long compare(
      Selection op,
      List<@Nullable Tensor> in,
      List<@Nullable Tensor> required,
      int parts,
      Bound... bounds) {
    List<@Nullable Tensor> got = allocate(bounds);
    PlainCheck.run(new Bounded(op), in, got, parts);
    long count = required.getLast().getLong(0);
    assertEquals(count, got.getLast().getLong(0), () -> op + ": selected items");
    for (int i = 0; i < bounds.length; i++) {
      int place = i;
      Tensor r = required.get(i);
      long n = bounds[i].perItem == 0 ? r.shape().size() : count * bounds[i].perItem;
      assertArrayEquals(
          Arrays.copyOf(bits(r), (int) n),
          Arrays.copyOf(bits(got.get(i)), (int) n),
          () -> op + ": output " + place);
    }
    return count;
  }

  private static long[] bits(Tensor t) {
    long[] bits = new long[(int) t.shape().size()];
    Arrays.setAll(bits, i -> Elements.bits(t.dtype().bytes(), t.data(), i));
    return bits;
  }

  private static List<@Nullable Tensor> allocate(Bound... bounds) {
    List<@Nullable Tensor> tensors = new ArrayList<>();
    for (Bound bound : bounds) {
      tensors.add(bound.allocate());
    }
    tensors.add(new Bound(DType.INT64, 0).allocate());
    return tensors;
  }

  private static Tensor zeroed(Tensor x, long seed) {
    Random random = new Random(seed);
    for (long i = 0; i < x.shape().size(); i++) {
      if (random.nextInt(3) > 0) {
        x.setLong(i, 0);
      }
    }
    return x;
  }

  @Property(tries = 100)
  void placesThatAreNotZero(
      @ForAll long seed, @ForAll DType dtype, @ForAll @IntRange(max = 5) int extent) {
    check(
        new NonZero(),
        List.of(zeroed(random(seed, dtype, 3, extent, 4), seed)),
        new Bound(DType.INT64, 3, 3, 12L * extent));
    check(
        new NonZero(), List.of(zeroed(random(seed, dtype), seed)), new Bound(DType.INT64, 1, 1, 1));
  }

  @Property(tries = 100)
  void markedSlices(
      @ForAll long seed,
      @ForAll DType dtype,
      @ForAll @IntRange(max = 2) int axis,
      @ForAll @IntRange(max = 7) int marks,
      @ForAll @IntRange(max = 4) int first) {
    long[] dims = {first, 5, 4};
    long perItem = dims[0] * dims[1] * dims[2] / Math.max(1, dims[axis]);
    long[] most = dims.clone();
    most[axis] = Math.min(dims[axis], marks);
    check(
        new Compress(axis - 3),
        List.of(random(seed, dtype, dims), zeroed(random(seed, DType.BOOL, marks), seed)),
        new Bound(dtype, perItem, most));
  }

  @Property(tries = 200)
  void uniqueSlices(
      @ForAll long seed,
      @ForAll DType dtype,
      @ForAll @IntRange(max = 2) int axis,
      @ForAll boolean sorted,
      @ForAll @IntRange(max = 9) int first) {
    long[] dims = {first, 7, 2};
    Tensor x = random(seed, dtype, dims);
    Random random = new Random(seed);
    for (long i = 0; i < x.shape().size(); i++) {
      x.setDouble(i, random.nextInt(10) == 0 ? Double.NaN : random.nextInt(2) - 0.0);
    }
    uniqueAlong(new Unique(axis - 3, sorted), x, dims[axis]);
    Tensor line = random(seed, dtype, 11L * first);
    for (long i = 0; i < line.shape().size(); i++) {
      line.setDouble(i, random.nextInt(9) * -1.0);
    }
    uniqueAlong(new Unique(0, sorted), line, 11L * first);
  }

  private static void uniqueAlong(Unique op, Tensor x, long extent) {
    long perItem = x.shape().size() / Math.max(1, extent);
    Bound[] all = {
      new Bound(x.dtype(), perItem, x.shape().toArray()),
      new Bound(DType.INT64, 1, extent),
      new Bound(DType.INT64, 0, extent),
      new Bound(DType.INT64, 1, extent)
    };
    check(op, List.of(x), all);
    check(op, List.of(x), all[0], all[1]);
    check(op, List.of(x), all[0]);
  }

  // boxes on whole numbers, so that areas are exact; many meet, many are equal or have no area

  private static Tensor boxes(Random random, long... dims) {
    Tensor t = random(1, DType.FLOAT32, dims);
    for (long i = 0; i < t.shape().size(); i++) {
      t.setLong(i, random.nextInt(16));
    }
    return t;
  }

  private static Tensor scores(Random random, long... dims) {
    Tensor t = random(1, DType.FLOAT32, dims);
    for (long i = 0; i < t.shape().size(); i++) {
      int kind = random.nextInt(20);
      t.setDouble(i, kind == 0 ? Double.NaN : kind == 1 ? -0.0 : (random.nextInt(33) - 8) / 16.0);
    }
    return t;
  }

  private static Tensor number(double value) {
    Tensor t = random(1, DType.FLOAT32, 1);
    t.setDouble(0, value);
    return t;
  }

  private static Tensor whole(long value) {
    return PlainCheck.of(Tensor.scalar(value));
  }

  private static long suppress(
      boolean centre, Tensor boxes, Tensor scores, @Nullable Tensor... parameters) {
    List<@Nullable Tensor> in = new ArrayList<>(List.of(boxes, scores));
    in.addAll(Arrays.asList(parameters));
    return check(
        new NonMaxSuppression(centre), in, new Bound(DType.INT64, 3, scores.shape().size(), 3));
  }

  @Property(tries = 500)
  void suppressesBoxes(
      @ForAll long seed,
      @ForAll boolean centre,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = -1, max = 8) int most,
      @ForAll @IntRange(max = 8) int overlap,
      @ForAll boolean thresholded) {
    Random random = new Random(seed);
    Tensor boxes = boxes(random, 2, count, 4);
    Tensor scores = scores(random, 2, 3, count);
    Tensor least = thresholded ? number(0.25) : null;
    suppress(centre, boxes, scores, whole(most), number(overlap / 8.0), least);
    suppress(centre, boxes, scores, whole(most), null, least);
    suppress(centre, boxes, scores, whole(Long.MAX_VALUE), number(0.7), least);
  }

  @Test
  void suppressesNothingAndManyBoxes() {
    Random random = new Random(7);
    assertEquals(0, suppress(false, boxes(random, 1, 0, 4), scores(random, 1, 2, 0), whole(5)));
    assertEquals(0, suppress(false, boxes(random, 0, 3, 4), scores(random, 0, 2, 3), whole(5)));
    assertEquals(0, suppress(false, boxes(random, 1, 9, 4), scores(random, 1, 2, 9)));
    suppress(false, boxes(random, 1, 3000, 4), scores(random, 1, 2, 3000), whole(900), number(0.9));
  }

  @Test
  void refusesAnOverlapThatIsNone() {
    Random random = new Random(7);
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                PlainCheck.run(
                    new Bounded(new NonMaxSuppression(false)),
                    List.of(boxes(random, 1, 2, 4), scores(random, 1, 1, 2), whole(1), number(1.5)),
                    allocate(new Bound(DType.INT64, 3, 2, 3)),
                    1));
    assertEquals("NonMaxSuppression: got overlap 1.5, required 0 to 1", e.getMessage());
  }
}
