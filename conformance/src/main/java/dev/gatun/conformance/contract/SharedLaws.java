package dev.gatun.conformance.contract;

import dev.gatun.Tensor;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Laws that hold of several families, on small integers. Where the operator is exact on those,
/// both sides agree; else they may differ by [#PART] of the larger of 1 and the element.
final class SharedLaws {
  private static final DataSet DATA = DataSet.SMALL_INTEGERS;
  private static final double PART = 1e-4;

  private SharedLaws() {}

  /// Whether results of a problem's kind are those of each image, or each row of a product, put
  /// together. The others move elements between images or between ranks.
  static boolean hasBatches(Problem problem) {
    return switch (problem.kind()) {
      case "transpose", "tile", "expand", "split" -> false;
      default -> true;
    };
  }

  /// A batch is each of its images alone; a product is each of its rows alone.
  static void batchIsEachImageAlone(BackendContract contract, Problem drawn) {
    String letter =
        switch (drawn.kind()) {
          case "gemm", "matmulinteger", "qlinearmatmul" -> "m";
          case "matmul" -> "b";
          default -> "n";
        };
    Problem problem = apart(drawn).with(letter, Math.max(2, drawn.get(letter, 1)));
    Trial whole = FamilyLaws.supported(contract, problem);
    Op alone = Trials.of(problem.with(letter, 1), DATA).op();
    Tensor y = BackendContract.run(contract.engine(), problem, DATA, whole);
    double part = part(contract, whole);
    int count = problem.get(letter);
    for (int i = 0; i < count; i += Math.max(1, count - 1)) { // the first and the last
      List<@Nullable Tensor> inputs = new ArrayList<>(whole.inputs());
      for (int place = 0; place < inputs.size(); place++) {
        Tensor tensor = inputs.get(place);
        if (tensor != null && isCut(problem, place, tensor, count)) {
          inputs.set(place, ConvLaws.part(tensor, 0, i, 1));
        }
      }
      Tensor expected = ConvLaws.part(y, 0, i, 1);
      Trial one = new Trial(alone, inputs, whole.runtime(), whole.output(), expected.shape());
      Tensor got = BackendContract.run(contract.engine(), problem, DATA, one);
      FamilyLaws.close(problem, "a batch = each image alone", expected, got, part);
    }
  }

  /// The problem without what ties its images together: axis 0 of reductions, the transposition of
  /// A and a bias for each row of a product.
  private static Problem apart(Problem drawn) {
    return switch (drawn.kind()) {
      case "gemm" -> without(drawn, Set.of("ta", "biasm", "biasmn"));
      case "reduce" ->
          Integer.toString(drawn.get("axes")).contains("0") ? drawn.with("axes", 32) : drawn;
      case "argmax", "argmin" -> drawn.get("axis") == 0 ? drawn.with("axis", 1) : drawn;
      default -> drawn;
    };
  }

  private static Problem without(Problem problem, Set<String> words) {
    Set<String> rest = new LinkedHashSet<>(problem.words());
    rest.removeAll(words);
    return new Problem(problem.kind(), problem.numbers(), rest);
  }

  /// Whether an input goes with the images, rather than being the same for all.
  private static boolean isCut(Problem problem, int place, Tensor tensor, int count) {
    boolean goesAlong = tensor.shape().rank() > 0 && tensor.shape().dim(0) == count;
    return switch (problem.kind()) {
      case "conv" -> place == 0 || place == 3; // the residual
      case "binary", "concat" -> goesAlong && tensor.shape().rank() == 4;
      case "matmul" -> goesAlong && tensor.shape().rank() == 3;
      default -> place == 0;
    };
  }

  /// f(a + b) = f(a) + f(b).
  static void isLinear(BackendContract contract, Problem drawn) {
    Set<String> words = new LinkedHashSet<>(drawn.words());
    words.removeIf(word ->
        word.startsWith("bias") || word.equals("residual") || Activations.named(word) != null);
    Problem problem = new Problem(drawn.kind(), drawn.numbers(), words);
    Trial first = FamilyLaws.supported(contract, problem);
    Tensor a = Judge.input(first, 0);
    Tensor b = DATA.fill(a.shape(), new Random(2), 1);
    Tensor sum = sum(a, b);
    Tensor fa = BackendContract.run(contract.engine(), problem, DATA, first);
    Tensor fb = BackendContract.run(contract.engine(), problem, DATA, of(first, b));
    Tensor together = BackendContract.run(contract.engine(), problem, DATA, of(first, sum));
    FamilyLaws.close(
        problem, "f(a + b) = f(a) + f(b)", together, sum(fa, fb), part(contract, first));
  }

  private static Tensor sum(Tensor a, Tensor b) {
    Tensor sum = Tensor.allocate(a.dtype(), a.shape());
    for (long i = 0; i < a.shape().size(); i++) {
      sum.setDouble(i, a.getDouble(i) + b.getDouble(i));
    }
    return sum;
  }

  /// The trial on another first input.
  private static Trial of(Trial trial, Tensor x) {
    List<@Nullable Tensor> inputs = new ArrayList<>(trial.inputs());
    inputs.set(0, x);
    return new Trial(trial.op(), inputs, trial.runtime(), trial.output(), trial.shapes());
  }

  private static double part(BackendContract contract, Trial trial) {
    double[] bounds = Judge.of(trial, DATA, contract.exactIntegers()).bounds();
    return Arrays.stream(bounds).allMatch(bound -> bound == 0) ? 0 : PART;
  }
}
