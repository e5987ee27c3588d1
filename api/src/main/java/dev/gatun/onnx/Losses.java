package dev.gatun.onnx;

import dev.gatun.op.Binary;
import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Reduce;
import dev.gatun.op.Softmax;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import dev.gatun.op.Where;
import java.util.Map;

/// Losses as selections, products and sums. With x `(N, C, …)`, targets t `(N, …)` and weights w of
/// the classes, the loss of an element is the negative of x at its target, times the weight of its
/// target; 0, with a weight of 0, where the target is `ignore_index`. The mean is weighted: the sum
/// of losses over the sum of the targets' weights.
final class Losses {
  static final Map<String, Lowering> TABLE =
      Map.of(
          "NegativeLogLikelihoodLoss", Losses::negativeLogLikelihood,
          "SoftmaxCrossEntropyLoss", Losses::crossEntropy);

  private static final Ints CLASSES = Ints.of(1);

  private enum Reduction {
    NONE,
    SUM,
    MEAN
  }

  private static final Map<String, Reduction> REDUCTIONS =
      Map.of("none", Reduction.NONE, "sum", Reduction.SUM, "mean", Reduction.MEAN);

  private Losses() {}

  private static void negativeLogLikelihood(OnnxNode node, Emitter out) {
    loss(node.in(0), node, out);
  }

  private static void crossEntropy(OnnxNode node, Emitter out) {
    Softmax op = new Softmax(Softmax.Kind.LOG_SOFTMAX, 1, 1);
    String logarithms = out.step("logProb", op, node.in(0));
    if (node.isUsed(1)) {
      out.emitTo(1, new Identity(), logarithms);
    }
    loss(logarithms, node, out);
  }

  private static void loss(String x, OnnxNode node, Emitter out) {
    Reduction reduction = node.attributes().choice("reduction", "mean", REDUCTIONS);
    String targets = node.in(1);
    String ignored = "";
    if (node.attributes().has("ignore_index")) {
      double index = node.attributes().integer("ignore_index", 0);
      String marker = out.scalar("ignoreIndex", node.requireDtype(1), index);
      ignored = out.step("ignored", Binary.of(Binary.Kind.EQUAL), targets, marker);
      String first = out.scalar("first", node.requireDtype(1), 0);
      targets = out.step("targets", new Where(), ignored, first, targets);
    }
    String column = out.step("column", new Unsqueeze(CLASSES), targets);
    String picked = out.step("picked", new GatherElements(1), x, column);
    String losses =
        out.step(
            "negative", new Unary(Unary.Kind.NEG), out.step("row", new Squeeze(CLASSES), picked));
    String weights = "";
    if (node.has(2)) {
      weights = out.step("weights", new Gather(0), node.in(2), targets);
      losses = out.step("weighted", Binary.of(Binary.Kind.MUL), losses, weights);
    }
    if (!ignored.isEmpty()) {
      String zero = out.scalar("zero", node.requireDtype(0), 0);
      losses = out.step("losses", new Where(), ignored, zero, losses);
      String kept = weights.isEmpty() ? out.scalar("one", node.requireDtype(0), 1) : weights;
      weights = out.step("keptWeights", new Where(), ignored, zero, kept);
    }
    reduce(reduction, losses, weights, out);
  }

  /// @param weights of the losses, empty where all weigh the same
  private static void reduce(Reduction reduction, String losses, String weights, Emitter out) {
    switch (reduction) {
      case NONE -> out.emit(new Identity(), losses);
      case SUM -> out.emit(all(Reduce.Kind.SUM), losses);
      case MEAN -> {
        if (weights.isEmpty()) {
          out.emit(all(Reduce.Kind.MEAN), losses);
        } else {
          String sum = out.step("sum", all(Reduce.Kind.SUM), losses);
          String divisor = out.step("divisor", all(Reduce.Kind.SUM), weights);
          out.emit(Binary.of(Binary.Kind.DIV), sum, divisor);
        }
      }
    }
  }

  private static Reduce all(Reduce.Kind kind) {
    return new Reduce(kind, Ints.EMPTY, false, false);
  }
}
