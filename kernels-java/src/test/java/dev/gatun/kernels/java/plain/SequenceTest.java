package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Determinant;
import dev.gatun.op.Op;
import dev.gatun.op.ReverseSequence;
import dev.gatun.op.TensorScatter;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Sequences of which the data say how long they are, caches, determinants.
final class SequenceTest {
  /// Numbers from 0 to `most`.
  private static Tensor numbers(long seed, int count, int most) {
    Tensor t = Tensor.allocate(DType.INT64, Shape.of(count), Arena.ofAuto());
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      t.setLong(i, random.nextInt(most + 1));
    }
    return t;
  }

  @Property(tries = 100)
  void reverses(
      @ForAll DType dtype,
      @ForAll @IntRange(max = 1) int timeAxis,
      @ForAll @IntRange(max = 6) int steps,
      @ForAll @IntRange(max = 4) int batch,
      @ForAll @IntRange(max = 3) int inner) {
    long[] dims =
        timeAxis == 0 ? new long[] {steps, batch, inner} : new long[] {batch, steps, inner};
    exact(
        new ReverseSequence(1 - timeAxis, timeAxis),
        List.of(random(steps, dtype, dims), numbers(batch, batch, steps)),
        type(dtype, dims));
  }

  @Property(tries = 150)
  void updatesCaches(
      @ForAll DType dtype,
      @ForAll boolean circular,
      @ForAll boolean placed,
      @ForAll @IntRange(min = 1, max = 3) int axis,
      @ForAll @IntRange(min = 1, max = 7) int places,
      @ForAll @IntRange(max = 7) int updates,
      @ForAll @IntRange(max = 3) int batch) {
    long[] dims = {batch, 2, 3, 2};
    dims[axis] = places;
    long[] update = dims.clone();
    update[axis] = Math.min(places, updates);
    int most = circular ? places - 1 : places - (int) update[axis];
    List<Tensor> in = new ArrayList<>();
    in.add(random(1, dtype, dims));
    in.add(random(2, dtype, update));
    in.add(placed ? numbers(places, batch, most) : null);
    exact(new TensorScatter(axis - 4, circular), in, type(dtype, dims));
  }

  @Property(tries = 60)
  void determinants(@ForAll @IntRange(max = 12) int rows, @ForAll @IntRange(max = 4) int matrices) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tensor x = random(rows, dtype, matrices, 2, rows, rows);
      check(new Determinant(), 1e-6, List.of(x), type(dtype, matrices, 2));
    }
  }

  @Test
  void singularMatrices() {
    Tensor zeros = PlainCheck.of(Tensor.allocate(DType.FLOAT32, Shape.of(2, 3, 3)));
    exact(new Determinant(), List.of(zeros), type(DType.FLOAT32, 2));
    zeros.setDouble(2, 4);
    zeros.setDouble(3, 2);
    zeros.setDouble(7, -1);
    exact(new Determinant(), List.of(zeros), type(DType.FLOAT32, 2));
  }

  @Test
  void refusesLengthsAndPlacesOutOfRange() {
    Tensor x = random(1, DType.FLOAT32, 2, 4);
    refused(new ReverseSequence(0, 1), x, PlainCheck.of(Tensor.of(new long[] {4, 5}, 2)));
    refused(new ReverseSequence(0, 1), x, PlainCheck.of(Tensor.of(new long[] {-1, 4}, 2)));
    Tensor update = random(2, DType.FLOAT32, 2, 2);
    Tensor late = PlainCheck.of(Tensor.of(new long[] {0, 3}, 2));
    refused(new TensorScatter(1, false), x, update, late);
    Tensor early = PlainCheck.of(Tensor.of(new long[] {0, -1}, 2));
    refused(new TensorScatter(1, true), x, update, early);
  }

  private static void refused(Op op, Tensor... in) {
    List<Tensor> out = List.of(random(1, DType.FLOAT32, 2, 4));
    assertThrows(
        InvalidInputException.class,
        () -> PlainCheck.run(op, Arrays.asList(in), new ArrayList<>(out), 1));
  }
}
