package dev.gatun.conformance.contract;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.Softmax;
import dev.gatun.op.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Trials of operators without weights: elementwise, softmax, data movement. All work on tensors
/// `[n, ic, ih, iw]`.
final class PlainTrials {
  private PlainTrials() {}

  /// The operands' words `onen`, `onec`, `oneh`, `onew` give the second one extent 1 there;
  /// `vector` leaves it the last axis only; `swapped` puts it first.
  static Trial binary(Problem p, DataSet data, Random random) {
    Shape shape = shape(p);
    Shape other = narrow(p);
    Tensor a = data.fill(shape, random, 3);
    Tensor b = data.fill(other, random, 3);
    Binary op = new Binary(kind(p), Trials.activation(p));
    return new Trial(
        op, p.has("swapped") ? Arrays.asList(b, a) : Arrays.asList(a, b), p.has("runtime"), shape);
  }

  /// The shape of an operand that is broadcast.
  static Shape narrow(Problem p) {
    long[] dims = shape(p).toArray();
    String[] ones = {"onen", "onec", "oneh", "onew"};
    for (int axis = 0; axis < 4; axis++) {
      dims[axis] = p.has(ones[axis]) ? 1 : dims[axis];
    }
    return p.has("vector") ? Shape.of(dims[3]) : Shape.of(dims);
  }

  private static Binary.Kind kind(Problem p) {
    for (Binary.Kind kind : Binary.Kind.values()) {
      if (p.has(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return Binary.Kind.ADD;
  }

  static Trial activate(Problem p, DataSet data, Random random) {
    Activation function = Trials.activation(p);
    Shape shape = shape(p);
    return new Trial(
        new Activate(function.isNone() ? Activation.RELU : function),
        Arrays.asList(data.fill(shape, random, 8)),
        false,
        shape);
  }

  static Trial softmax(Problem p, DataSet data, Random random) {
    Softmax.Kind kind = p.has("log") ? Softmax.Kind.LOG_SOFTMAX : Softmax.Kind.SOFTMAX;
    int axis = p.get("axis", 3);
    Shape shape = shape(p);
    return new Trial(
        new Softmax(kind, axis, axis), Arrays.asList(data.fill(shape, random, 5)), false, shape);
  }

  /// `perm231` stands for the permutation 0, 2, 3, 1.
  static Trial transpose(Problem p, DataSet data, Random random) {
    Shape shape = shape(p);
    String digits = String.format(Locale.ROOT, "%04d", p.get("perm"));
    long[] perm = digits.chars().mapToLong(c -> c - '0').toArray();
    long[] out = Arrays.stream(perm).map(axis -> shape.dim((int) axis)).toArray();
    return new Trial(
        new Transpose(Ints.of(perm)),
        Arrays.asList(data.fill(shape, random, 1)),
        false,
        Shape.of(out));
  }

  /// `parts` tensors, each one longer along the axis than the one before.
  static Trial concat(Problem p, DataSet data, Random random) {
    int axis = p.get("axis", 1);
    long[] dims = shape(p).toArray();
    long sum = 0;
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < p.get("parts"); i++) {
      parts.add(data.fill(Shape.of(dims), random, 1));
      sum += dims[axis]++;
    }
    dims[axis] = sum;
    return new Trial(new Concat(axis), new ArrayList<>(parts), true, Shape.of(dims));
  }

  /// Pads `p.` at the beginning and `e.` at the end of H and W; negative ones crop.
  static Trial pad(Problem p, DataSet data, Random random) {
    Pad.Mode mode =
        p.has("reflect")
            ? Pad.Mode.REFLECT
            : p.has("edge") ? Pad.Mode.EDGE : p.has("wrap") ? Pad.Mode.WRAP : Pad.Mode.CONSTANT;
    Shape shape = shape(p);
    long[] dims = shape.toArray();
    dims[2] += p.get("ph", 0) + p.get("eh", 0);
    dims[3] += p.get("pw", 0) + p.get("ew", 0);
    Pad op =
        new Pad(
            mode,
            Ints.of(0, 0, p.get("ph", 0), p.get("pw", 0)),
            Ints.of(0, 0, p.get("eh", 0), p.get("ew", 0)));
    return new Trial(op, Arrays.asList(data.fill(shape, random, 1)), false, Shape.of(dims));
  }

  static Shape shape(Problem p) {
    return Shape.of(p.get("n"), p.get("ic"), p.get("ih"), p.get("iw"));
  }
}
