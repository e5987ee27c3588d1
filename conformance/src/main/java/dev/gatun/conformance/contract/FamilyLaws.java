package dev.gatun.conformance.contract;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Reduce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import org.jspecify.annotations.Nullable;

/// Laws that tie an operator to other runs of the same engine, on small integers. Sums of them are
/// exact, so both sides agree; where a division or a root is in between, a few roundings may
/// differ.
final class FamilyLaws {
  private static final DataSet DATA = DataSet.SMALL_INTEGERS;

  private FamilyLaws() {}

  /// A transposed convolution is the gradient of the convolution with the same weights: Σ T(x)·z =
  /// Σ x·C(z) for every z.
  static void isGradientOfConvolution(BackendContract contract, Problem drawn) {
    Problem problem = new Problem(drawn.kind(), drawn.numbers(), Set.of());
    Trial transposed = supported(contract, problem);
    ConvTranspose op = (ConvTranspose) transposed.op();
    Tensor x = Judge.input(transposed, 0);
    Tensor z = DATA.fill(transposed.shape(), new Random(1), 1);
    Conv conv = new Conv(op.window(), op.groups(), Activation.NONE);
    Trial back = new Trial(conv, Arrays.asList(z, Judge.input(transposed, 1)), false, x.shape());
    Assume.that(contract.engine().supports(conv));
    double forth = product(BackendContract.run(contract.engine(), problem, DATA, transposed), z);
    double gradient = product(BackendContract.run(contract.engine(), problem, DATA, back), x);
    require(problem, "Σ T(x)·z = Σ x·C(z)", forth, gradient, 0);
  }

  private static double product(Tensor a, Tensor b) {
    double sum = 0;
    for (long i = 0; i < a.shape().size(); i++) {
      sum += a.getDouble(i) * b.getDouble(i);
    }
    return sum;
  }

  /// A pool of concatenated channels is the concatenation of the channels' pools.
  static void channelsArePooledAlone(BackendContract contract, Problem problem) {
    Trial whole = supported(contract, problem);
    Tensor y = BackendContract.run(contract.engine(), problem, DATA, whole);
    long channels = y.shape().dim(1);
    for (long c = 0; c < channels; c += Math.max(1, channels - 1)) { // the first and the last
      Tensor expected = ConvLaws.part(y, 1, c, 1);
      List<@Nullable Tensor> input = new ArrayList<>();
      input.add(ConvLaws.part(Judge.input(whole, 0), 1, c, 1));
      Trial alone = new Trial(whole.op(), input, false, expected.shape());
      Tensor got = BackendContract.run(contract.engine(), problem, DATA, alone);
      close(problem, "pool of a concatenation = concatenation of pools", expected, got, 1e-6);
    }
  }

  /// A sum over two axes is the sum over one of the sums over the other.
  static void sumIsSumOfSums(BackendContract contract, Problem drawn) {
    Problem problem = sized("reduce", drawn).with("axes", 32).with("sum");
    Trial whole = supported(contract, problem);
    Shape shape = Judge.input(whole, 0).shape();
    Shape once = Shape.of(shape.dim(0), shape.dim(1), shape.dim(2));
    Reduce last = new Reduce(Reduce.Kind.SUM, Ints.of(-1), false, false);
    Tensor rows =
        BackendContract.run(
            contract.engine(), problem, DATA, new Trial(last, whole.inputs(), false, once));
    Trial rest = new Trial(last, Arrays.asList(rows), false, whole.shape());
    Tensor sums = BackendContract.run(contract.engine(), problem, DATA, rest);
    Tensor together = BackendContract.run(contract.engine(), problem, DATA, whole);
    close(problem, "a sum over two axes = a sum of sums", together, sums, 0);
  }

  /// A normalisation behind a convolution is a convolution with other weights and bias. With the
  /// powers of two that the contract takes for variances both are exact.
  static void foldsIntoConvolution(BackendContract contract, Problem drawn) {
    Trial norm = supported(contract, drawn);
    int channels = drawn.get("ic");
    Problem problem = sized("conv", drawn).with("ic", 3).with("oc", channels).with("bias");
    Trial conv =
        supported(contract, problem.with("kw", 3).with("kh", 3).with("pw", 1).with("ph", 1));
    Tensor y = BackendContract.run(contract.engine(), drawn, DATA, conv);
    List<@Nullable Tensor> parameters = new ArrayList<>(norm.inputs());
    parameters.set(0, y);
    Trial behind = new Trial(norm.op(), parameters, norm.runtime(), norm.output(), norm.shapes());
    List<@Nullable Tensor> folded = new ArrayList<>(conv.inputs());
    Tensor w = ConvLaws.part(Judge.input(conv, 1), 0, 0, channels);
    Tensor bias = ConvLaws.part(Judge.input(conv, 2), 0, 0, channels);
    long taps = w.shape().size(1, w.shape().rank());
    for (int c = 0; c < channels; c++) {
      double factor =
          Judge.input(norm, 1).getDouble(c) / Math.sqrt(Judge.input(norm, 4).getDouble(c));
      double mean = Judge.input(norm, 3).getDouble(c);
      bias.setDouble(c, (bias.getDouble(c) - mean) * factor + Judge.input(norm, 2).getDouble(c));
      for (long i = c * taps; i < (c + 1) * taps; i++) {
        w.setDouble(i, w.getDouble(i) * factor);
      }
    }
    folded.set(1, w);
    folded.set(2, bias);
    Trial alone = new Trial(conv.op(), folded, conv.runtime(), conv.output(), conv.shapes());
    close(
        drawn,
        "folded into the convolution before = unfolded",
        BackendContract.run(contract.engine(), drawn, DATA, behind),
        BackendContract.run(contract.engine(), drawn, DATA, alone),
        0);
  }

  /// Groups of one channel each are normalised as instances.
  static void groupsOfOneAreInstances(BackendContract contract, Problem drawn) {
    Problem problem = sized("groupnorm", drawn).with("g", drawn.get("ic"));
    Trial groups = supported(contract, problem);
    Op instance = new InstanceNorm(((GroupNorm) groups.op()).epsilon());
    Assume.that(contract.engine().supports(instance));
    Trial instances = new Trial(instance, groups.inputs(), false, groups.shape());
    close(
        problem,
        "groups of one channel = instances",
        BackendContract.run(contract.engine(), problem, DATA, groups),
        BackendContract.run(contract.engine(), problem, DATA, instances),
        1e-4);
  }

  /// What is resampled to its own size stays as it is.
  static void sameSizeIsCopy(BackendContract contract, Problem drawn) {
    Problem problem = drawn.with("oh", drawn.get("ih")).with("ow", drawn.get("iw"));
    Trial same = supported(contract, problem);
    Tensor got = BackendContract.run(contract.engine(), problem, DATA, same);
    close(problem, "the same size = a copy", Judge.input(same, 0), got, 0);
  }

  private static Problem sized(String kind, Problem drawn) {
    return Problem.of(kind)
        .with("n", drawn.get("n"))
        .with("ic", drawn.get("ic"))
        .with("ih", drawn.get("ih"))
        .with("iw", drawn.get("iw"));
  }

  static Trial supported(BackendContract contract, Problem problem) {
    Trial trial = Trials.of(problem, DATA);
    Assume.that(contract.engine().supports(trial.op()));
    Assume.that(contract.exactIntegers());
    return trial;
  }

  static void close(Problem problem, String law, Tensor a, Tensor b, double part) {
    for (long i = 0; i < a.shape().size(); i++) {
      require(problem, law + ", element " + i, a.getDouble(i), b.getDouble(i), part);
    }
  }

  private static void require(Problem problem, String law, double a, double b, double part) {
    boolean same = a == b || (Double.isNaN(a) && Double.isNaN(b));
    if (!same && !(Math.abs(a - b) <= part * Math.max(1, Math.abs(a)))) {
      BackendContract.require(
          problem,
          DATA,
          () -> {
            throw new AssertionError(law + ": got " + a + " and " + b);
          });
    }
  }
}
