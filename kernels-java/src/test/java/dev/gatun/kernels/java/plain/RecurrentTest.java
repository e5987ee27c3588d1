package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activation;
import dev.gatun.op.Activation.Kind;
import dev.gatun.op.GateFunction;
import dev.gatun.op.Gru;
import dev.gatun.op.Lstm;
import dev.gatun.op.Recurrence;
import dev.gatun.op.Recurrence.Direction;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Rnn;
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

/// Recurrences: every direction and flag, functions, clips, ragged sequences, optional operands.
final class RecurrentTest {
  private static final List<GateFunction> FUNCTIONS =
      List.of(
          GateFunction.of(Activation.of(Kind.SIGMOID)),
          GateFunction.of(Activation.of(Kind.TANH)),
          GateFunction.of(Activation.of(Kind.SOFTSIGN)),
          GateFunction.of(Activation.of(Kind.SOFTPLUS)),
          GateFunction.of(Activation.RELU),
          GateFunction.of(Activation.leakyRelu(0.1f)),
          GateFunction.of(new Activation(Kind.THRESHOLDED_RELU, 0.25f, 0)),
          GateFunction.of(new Activation(Kind.HARD_SIGMOID, 0.2f, 0.5f)),
          GateFunction.of(new Activation(Kind.ELU, 0.5f, 0)),
          GateFunction.affine(0.5f, 0.25f),
          GateFunction.scaledTanh(0.75f, 1.25f));

  /// The shape of a problem, from a seed.
  private static final class Problem {
    final Random random;
    final int steps;
    final int batch;
    final int hidden;
    final Direction direction;
    final int directions;
    final DType dtype;

    Problem(long seed) {
      random = new Random(seed);
      steps = random.nextInt(6);
      batch = random.nextInt(5);
      hidden = random.nextInt(8) == 0 ? 133 : random.nextInt(20);
      direction =
          List.of(Direction.FORWARD, Direction.REVERSE, Direction.BOTH).get(random.nextInt(3));
      directions = direction == Direction.BOTH ? 2 : 1;
      dtype =
          List.of(DType.FLOAT32, DType.FLOAT32, DType.FLOAT64, DType.FLOAT16)
              .get(random.nextInt(4));
    }

    Recurrence recurrence(int functions) {
      List<GateFunction> chosen = new ArrayList<>();
      for (int i = 0; i < functions * directions; i++) {
        // growing functions would make differences grow with the steps
        boolean bounded = random.nextBoolean();
        chosen.add(FUNCTIONS.get(random.nextInt(bounded ? 3 : FUNCTIONS.size())));
      }
      float clip = random.nextInt(3) == 0 ? 0.5f : Float.POSITIVE_INFINITY;
      return new Recurrence(direction, chosen, clip);
    }

    Tensor numbers(double scale, long... dims) {
      Tensor t = random(random.nextLong(), dtype, dims);
      for (long i = 0; i < t.shape().size(); i++) {
        t.setDouble(i, scale * t.getDouble(i));
      }
      return t;
    }

    @Nullable Tensor maybe(long... dims) {
      return random.nextBoolean() ? numbers(0.5, dims) : null;
    }

    @Nullable Tensor lengths() {
      if (random.nextBoolean()) {
        return null;
      }
      Tensor lengths = Tensor.allocate(DType.INT32, Shape.of(batch), Arena.ofAuto());
      for (int b = 0; b < batch; b++) {
        lengths.setLong(b, random.nextInt(steps + 1));
      }
      return lengths;
    }

    void check(Recurrent op, List<@Nullable Tensor> more) {
      long gates = op.gates();
      List<@Nullable Tensor> in = new ArrayList<>();
      in.add(numbers(0.5, steps, batch, directions * gates * hidden));
      in.add(numbers(0.5 / Math.sqrt(hidden + 1), directions, hidden, gates * hidden));
      in.add(lengths());
      in.add(maybe(directions, batch, hidden));
      in.addAll(more);
      @Nullable TensorType[] out = new TensorType[1 + random.nextInt(op.outputs())];
      Arrays.fill(out, type(dtype, directions, batch, hidden));
      out[0] = type(dtype, steps, directions, batch, hidden);
      if (random.nextInt(4) == 0 && out.length > 1) {
        out[random.nextInt(out.length)] = null;
      }
      PlainCheck.check(op, tolerance(), in, out);
    }

    private double tolerance() {
      return switch (dtype) {
        case FLOAT64 -> 1e-12;
        case FLOAT16 -> 1e-3;
        default -> 2e-5;
      };
    }
  }

  @Property(tries = 150)
  void simple(@ForAll @IntRange(max = 1 << 20) int seed) {
    Problem p = new Problem(seed);
    p.check(new Rnn(p.recurrence(1)), List.of());
  }

  @Property(tries = 200)
  void gated(@ForAll @IntRange(max = 1 << 20) int seed) {
    Problem p = new Problem(seed);
    boolean resetAfter = p.random.nextBoolean();
    List<@Nullable Tensor> more = new ArrayList<>();
    if (resetAfter) {
      more.add(p.maybe(p.directions, p.hidden));
    }
    p.check(new Gru(p.recurrence(2), resetAfter), more);
  }

  @Property(tries = 300)
  void longShortTerm(@ForAll @IntRange(max = 1 << 20) int seed) {
    Problem p = new Problem(seed);
    Lstm op = new Lstm(p.recurrence(3), p.random.nextBoolean());
    List<@Nullable Tensor> more = new ArrayList<>();
    more.add(p.maybe(p.directions, p.batch, p.hidden));
    more.add(p.maybe(p.directions, 3L * p.hidden));
    p.check(op, more);
  }

  @Test
  void refusesLengthsOutOfRange() {
    Recurrence forward = new Recurrence(Direction.FORWARD, FUNCTIONS.subList(0, 1), 1);
    for (long wrong : new long[] {-1, 4}) {
      Tensor lengths = PlainCheck.of(Tensor.of(new long[] {3, wrong}, 2));
      List<Tensor> in =
          List.of(random(1, DType.FLOAT32, 3, 2, 5), random(2, DType.FLOAT32, 1, 5, 5), lengths);
      assertThrows(
          InvalidInputException.class,
          () ->
              PlainCheck.run(
                  new Rnn(forward),
                  new ArrayList<>(in),
                  List.of(random(1, DType.FLOAT32, 3, 1, 2, 5)),
                  1));
    }
  }
}
