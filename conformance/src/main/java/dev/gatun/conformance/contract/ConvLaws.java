package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Assume;
import org.jspecify.annotations.Nullable;

/// Laws that tie a convolution to other runs of the same engine. On small integers both sides are
/// exact, so they agree to the bit.
final class ConvLaws {
  private ConvLaws() {}

  private static Problem exactly(Problem problem) {
    Problem plain = new Problem(problem.kind(), problem.numbers(), Set.of());
    return plain.with(problem.has("bias") ? "bias" : "").with(problem.has("relu") ? "relu" : "");
  }

  static void groupsAreConcatenatedParts(BackendContract contract, Problem drawn) {
    int groups = 3;
    Problem problem =
        exactly(drawn)
            .with("g", groups)
            .with("ic", groups * Math.min(17, drawn.get("ic")))
            .with("oc", groups * Math.min(17, drawn.get("oc")));
    Trial whole = supported(contract, problem);
    Tensor y = BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, whole);
    Conv conv = (Conv) whole.op();
    for (int g = 0; g < groups; g++) {
      List<@Nullable Tensor> inputs = new ArrayList<>();
      for (int place = 0; place < whole.inputs().size(); place++) {
        Tensor tensor = whole.inputs().get(place);
        int axis = place == 0 ? 1 : 0;
        long size = tensor == null ? 0 : tensor.shape().dim(axis) / groups;
        inputs.add(tensor == null ? null : part(tensor, axis, g * size, size));
      }
      Tensor expected = part(y, 1, g * y.shape().dim(1) / groups, y.shape().dim(1) / groups);
      Trial alone =
          new Trial(conv.withGroups(1), inputs, Set.of(0), DType.FLOAT32, expected.shape());
      Tensor got = BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, alone);
      equal(problem, "groups = concatenated parts", expected, got);
    }
  }

  static void pointwiseIsProduct(BackendContract contract, Problem drawn) {
    Problem problem =
        Problem.of("conv")
            .with("n", 1)
            .with("ic", drawn.get("ic"))
            .with("oc", drawn.get("oc"))
            .with("iw", drawn.get("iw"))
            .with("ih", drawn.get("ih", 1))
            .with("kw", 1)
            .with("kh", 1);
    Trial conv = supported(contract, problem);
    Tensor x = Objects.requireNonNull(conv.inputs().get(0));
    Tensor w = Objects.requireNonNull(conv.inputs().get(1));
    long pixels = x.shape().size(2, 4);
    Trial product =
        new Trial(
            new MatMul(Activation.NONE),
            Arrays.asList(
                w.reshape(Shape.of(w.shape().dim(0), w.shape().dim(1))),
                x.reshape(Shape.of(x.shape().dim(1), pixels))),
            true,
            Shape.of(w.shape().dim(0), pixels));
    Assume.that(contract.engine().supports(product.op()));
    Tensor y = BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, conv);
    Tensor z = BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, product);
    equal(problem, "1×1 = matrix product", y, z);
  }

  /// The dilation of every axis becomes 2, the input as much larger as the kernel grows.
  static void dilationIsZeroStuffedKernel(BackendContract contract, Problem drawn) {
    Problem problem = exactly(drawn);
    for (String axis : List.of("d", "h", "w")) {
      int kernel = problem.get("k" + axis, 1);
      if (kernel > 1) {
        int extent = problem.get("i" + axis) + 2 * (kernel - 1);
        problem = problem.with("d" + axis, 2).with("i" + axis, extent);
      }
    }
    Trial dilated = supported(contract, problem);
    Conv conv = (Conv) dilated.op();
    Window window = conv.window();
    long[] kernel = window.kernel().toArray();
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (kernel[i] - 1) * window.dilations().get(i) + 1;
    }
    List<@Nullable Tensor> inputs = new ArrayList<>(dilated.inputs());
    inputs.set(1, stuffed(Judge.input(dilated, 1), kernel, window.dilations()));
    Window plain =
        new Window(
            Ints.of(kernel),
            window.strides(),
            Ints.repeat(kernel.length, 1),
            window.padsBegin(),
            window.padsEnd(),
            window.autoPad());
    Trial spread =
        new Trial(conv.withWindow(plain), inputs, Set.of(0), DType.FLOAT32, dilated.shape());
    equal(
        problem,
        "a dilated kernel = a kernel with zeros between",
        BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, dilated),
        BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, spread));
  }

  /// Weights `[outC, inC/groups, kernel…]` in a larger kernel.
  private static Tensor stuffed(Tensor w, long[] kernel, Ints dilations) {
    long[] dims = w.shape().toArray();
    System.arraycopy(kernel, 0, dims, 2, kernel.length);
    Tensor wide = Tensor.allocate(w.dtype(), Shape.of(dims));
    for (long i = 0; i < w.shape().size(); i++) {
      long rest = i;
      long place = 0;
      long step = 1;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        long index = rest % w.shape().dim(axis);
        rest /= w.shape().dim(axis);
        place += step * index * (axis < 2 ? 1 : dilations.get(axis - 2));
        step *= dims[axis];
      }
      wide.setDouble(place, w.getDouble(i));
    }
    return wide;
  }

  /// Rows of zeros before an image, as many as the stride, move the result by one.
  static void movesWithItsImage(BackendContract contract, Problem drawn) {
    Problem problem = exactly(drawn);
    Trial trial = supported(contract, problem);
    Ints strides = ((Conv) trial.op()).window().strides();
    Tensor x = Judge.input(trial, 0);
    long[] dims = trial.shape().toArray();
    for (int axis = 0; axis < strides.size(); axis++) {
      x = withZerosBefore(x, 2 + axis, strides.get(axis));
      dims[2 + axis]++;
    }
    List<@Nullable Tensor> inputs = new ArrayList<>(trial.inputs());
    inputs.set(0, x);
    Trial moved = new Trial(trial.op(), inputs, Set.of(0), DType.FLOAT32, Shape.of(dims));
    Tensor expected =
        BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, trial);
    Tensor got = BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, moved);
    for (int axis = 2; axis < dims.length; axis++) {
      got = part(got, axis, 1, dims[axis] - 1);
    }
    equal(problem, "a moved image = a moved result", expected, got);
  }

  private static Tensor withZerosBefore(Tensor x, int axis, long count) {
    long[] dims = x.shape().toArray();
    long extent = dims[axis];
    dims[axis] += count;
    Tensor wide = Tensor.allocate(x.dtype(), Shape.of(dims));
    long inner = x.shape().size(axis + 1, dims.length);
    for (long i = 0; i < x.shape().size(); i++) {
      long outer = i / inner / extent;
      wide.setDouble(i + (outer + 1) * count * inner, x.getDouble(i));
    }
    return wide;
  }

  static Tensor withNan(BackendContract contract) {
    Problem problem = Problem.parse("conv n1 ic1 oc1 iw5 ih5 kw3 kh3 pw1 ph1 relu");
    Trial trial = Trials.of(problem, DataSet.SMALL_INTEGERS);
    Objects.requireNonNull(trial.inputs().getFirst()).setDouble(0, Double.NaN);
    return BackendContract.run(contract.engine(), problem, DataSet.SMALL_INTEGERS, trial);
  }

  private static Trial supported(BackendContract contract, Problem problem) {
    Trial trial = Trials.of(problem, DataSet.SMALL_INTEGERS);
    Assume.that(contract.engine().supports(trial.op()));
    Assume.that(contract.exactIntegers());
    return trial;
  }

  /// A part of a tensor along an axis.
  static Tensor part(Tensor whole, int axis, long first, long count) {
    long[] dims = whole.shape().toArray();
    long extent = dims[axis];
    dims[axis] = count;
    Tensor part = Tensor.allocate(whole.dtype(), Shape.of(dims));
    long inner = whole.shape().size(axis + 1, dims.length);
    for (long i = 0; i < part.shape().size(); i++) {
      long outer = i / inner / count;
      long from = (outer * extent + first + i / inner % count) * inner + i % inner;
      part.setDouble(i, whole.getDouble(from));
    }
    return part;
  }

  /// Equal as numbers: +0 and −0 are one.
  private static void equal(Problem problem, String law, Tensor a, Tensor b) {
    BackendContract.require(
        problem,
        DataSet.SMALL_INTEGERS,
        () -> {
          for (long i = 0; i < a.shape().size(); i++) {
            if (a.getDouble(i) != b.getDouble(i)) {
              throw new AssertionError(
                  law + ": element " + i + " is " + a.getDouble(i) + " and " + b.getDouble(i));
            }
          }
        });
  }
}
