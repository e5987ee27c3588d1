package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.Identity;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.Range;
import dev.gatun.op.Reduce;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.SizeOf;
import dev.gatun.op.Unary;
import java.util.Map;

/// Normalisations. Those without a record of their own become means, products and roots.
final class Normalizations {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("BatchNormalization", Normalizations::batch),
          entry("InstanceNormalization", Normalizations::instance),
          entry("GroupNormalization", Normalizations::group),
          entry("LayerNormalization", Normalizations::layer),
          entry("RMSNormalization", Normalizations::rootMeanSquare),
          entry("MeanVarianceNormalization", Normalizations::meanVariance),
          entry("LpNormalization", Normalizations::lp),
          entry("LRN", Normalizations::localResponse));

  private static final float EPSILON = 1e-5f;

  private Normalizations() {}

  /// Before opset 9, `spatial` 0 gave each element of an image its own statistics. `is_test`
  /// (before 7) and `training_mode` (since 14) told training from inference.
  private static void batch(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    if (attributes.flag("training_mode", false)) {
      throw new UnsupportedException("training mode");
    }
    node.requireUnused(1, "training outputs");
    float epsilon = attributes.number("epsilon", EPSILON);
    if (node.opset() < 9 && !attributes.flag("spatial", true)) {
      perElement(epsilon, node, out);
    } else {
      out.emit(new BatchNorm(epsilon), node.in(0), node.in(1), node.in(2), node.in(3), node.in(4));
    }
  }

  /// scale·(x − mean)/√(var + epsilon) + shift with parameters `[C, H, W]`, which broadcast over
  /// the batch.
  private static void perElement(float epsilon, OnnxNode node, Emitter out) {
    String centred = out.step("centred", Binary.of(Binary.Kind.SUB), node.in(0), node.in(3));
    String added =
        out.step(
            "added",
            Binary.of(Binary.Kind.ADD),
            node.in(4),
            out.scalar("epsilon", node.requireDtype(0), epsilon));
    String deviation = out.step("deviation", new Unary(Unary.Kind.SQRT), added);
    String normal = out.step("normal", Binary.of(Binary.Kind.DIV), centred, deviation);
    String scaled = out.step("scaled", Binary.of(Binary.Kind.MUL), normal, node.in(1));
    out.emit(Binary.of(Binary.Kind.ADD), scaled, node.in(2));
  }

  private static void instance(OnnxNode node, Emitter out) {
    InstanceNorm op = new InstanceNorm(node.attributes().number("epsilon", EPSILON));
    out.emit(op, node.in(0), node.in(1), node.in(2));
  }

  /// Scale and shift are `[groups]` in opset 18 and `[C]` since 21; their shapes tell.
  private static void group(OnnxNode node, Emitter out) {
    int groups = node.attributes().requireInteger("num_groups");
    if (groups < 1) {
      throw node.attributes().wrong("num_groups", "got " + groups + ", required 1 or more");
    }
    GroupNorm op = new GroupNorm(groups, node.attributes().number("epsilon", EPSILON));
    out.emit(op, node.in(0), node.in(1), node.in(2));
  }

  private static void layer(OnnxNode node, Emitter out) {
    int axis = axis(node);
    float epsilon = node.attributes().number("epsilon", EPSILON);
    out.emit(new LayerNorm(axis, epsilon), node.in(0), node.in(1), node.optional(2));
    if (node.isUsed(1) || node.isUsed(2)) {
      layerStatistics(axis, epsilon, node, out);
    }
  }

  /// The outputs Mean and InvStdDev: the mean m over the axes from `axis` on, and 1 / √(mean((x −
  /// m)²) + epsilon). They are of the type `stash_type`, whatever x is.
  private static void layerStatistics(int axis, float epsilon, OnnxNode node, Emitter out) {
    DType dtype = DataTypes.of(node.attributes().smallInteger("stash_type", 1), node.place());
    String x = out.step("stash", new Cast(dtype), node.in(0));
    String mean = meanFrom(axis, "mean", x, node, out);
    String centred = out.step("centred", Binary.of(Binary.Kind.SUB), x, mean);
    String squares = out.step("squares", Binary.of(Binary.Kind.MUL), centred, centred);
    String variance = meanFrom(axis, "variance", squares, node, out);
    String tiny = out.scalar("epsilon", dtype, epsilon);
    String added = out.step("added", Binary.of(Binary.Kind.ADD), variance, tiny);
    String deviation = out.step("deviation", new Unary(Unary.Kind.SQRT), added);
    if (node.isUsed(1)) {
      out.emitTo(1, new Identity(), mean);
    }
    if (node.isUsed(2)) {
      out.emitTo(2, new Unary(Unary.Kind.RECIPROCAL), deviation);
    }
  }

  private static int axis(OnnxNode node) {
    int axis = node.attributes().smallInteger("axis", -1);
    if (axis < -Shape.MAX_RANK || axis >= Shape.MAX_RANK) {
      throw node.attributes()
          .wrong(
              "axis",
              "got "
                  + axis
                  + ", required an axis of a tensor of rank "
                  + Shape.MAX_RANK
                  + " at most");
    }
    return axis;
  }

  /// The mean over the axes from `axis` to the last, which stay with extent 1.
  private static String meanFrom(
      int axis, String suffix, String value, OnnxNode node, Emitter out) {
    if (axis < 0) {
      Ints axes = Ints.range(axis, 0);
      return out.step(suffix, new Reduce(Reduce.Kind.MEAN, axes, true, false), value);
    }
    // up to the rank, which only the run knows
    String shape = out.step("shape", new ShapeOf(0, null), node.in(0));
    String rank = out.step("rank", new SizeOf(), shape);
    String from = out.scalar("from", DType.INT64, axis);
    String one = out.scalar("one", DType.INT64, 1);
    String axes = out.step("axes", new Range(), from, rank, one);
    return out.step(suffix, new Reduce(Reduce.Kind.MEAN, null, true, false), value, axes);
  }

  /// scale·x / √(mean(x²) + epsilon), the mean over the axes from `axis` on (Zhang and Sennrich
  /// 2019).
  private static void rootMeanSquare(OnnxNode node, Emitter out) {
    int axis = axis(node);
    float epsilon = node.attributes().number("epsilon", EPSILON);
    String x = node.in(0);
    String squares = out.step("squares", Binary.of(Binary.Kind.MUL), x, x);
    String mean = meanFrom(axis, "mean", squares, node, out);
    String added =
        out.step(
            "added",
            Binary.of(Binary.Kind.ADD),
            mean,
            out.scalar("epsilon", node.requireDtype(0), epsilon));
    String root = out.step("root", new Unary(Unary.Kind.SQRT), added);
    String normal = out.step("normal", Binary.of(Binary.Kind.DIV), x, root);
    out.emit(Binary.of(Binary.Kind.MUL), normal, node.in(1));
  }

  /// (x − mean) / (√(mean((x − mean)²)) + 1e-9) over `axes`: ONNX's own definition as a function.
  private static void meanVariance(OnnxNode node, Emitter out) {
    Ints axes = node.attributes().has("axes") ? node.attributes().ints("axes") : Ints.of(0, 2, 3);
    Reduce mean = new Reduce(Reduce.Kind.MEAN, axes, true, false);
    String centred =
        out.step(
            "centred", Binary.of(Binary.Kind.SUB), node.in(0), out.step("mean", mean, node.in(0)));
    String squares = out.step("squares", Binary.of(Binary.Kind.MUL), centred, centred);
    String deviation =
        out.step("deviation", new Unary(Unary.Kind.SQRT), out.step("variance", mean, squares));
    String tiny = out.scalar("tiny", node.requireDtype(0), 1e-9);
    String divisor = out.step("divisor", Binary.of(Binary.Kind.ADD), deviation, tiny);
    out.emit(Binary.of(Binary.Kind.DIV), centred, divisor);
  }

  private static void lp(OnnxNode node, Emitter out) {
    int p = node.attributes().smallInteger("p", 2);
    if (p != 1 && p != 2) {
      throw node.attributes().wrong("p", "got " + p + ", required 1 or 2");
    }
    out.emit(new LpNorm(node.attributes().smallInteger("axis", -1), p), node.in(0));
  }

  private static void localResponse(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    int size = attributes.requireInteger("size");
    if (size < 1) {
      throw attributes.wrong("size", "got " + size + ", required 1 or more");
    }
    Lrn op =
        new Lrn(
            size,
            attributes.number("alpha", 1e-4f),
            attributes.number("beta", 0.75f),
            attributes.number("bias", 1));
    out.emit(op, node.in(0));
  }
}
