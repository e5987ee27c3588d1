package dev.gatun.conformance.pass;

import dev.gatun.graph.Graph;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Einsum;
import dev.gatun.op.Flatten;
import dev.gatun.op.Gemm;
import dev.gatun.op.Identity;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Softmax;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import dev.gatun.op.Window;
import java.util.List;
import java.util.stream.Stream;

/// For every pass the graphs in which it fires.
final class PassCases {
  private static final Op ADD = Binary.of(Binary.Kind.ADD);
  private static final Op SUB = Binary.of(Binary.Kind.SUB);
  private static final Op MUL = Binary.of(Binary.Kind.MUL);
  private static final Op DIV = Binary.of(Binary.Kind.DIV);
  private static final Op RELU = new Activate(Activation.RELU);
  private static final Op NORM = new BatchNorm(1e-3f);
  private static final Conv CONV = Conv.of(3, 3).withPad(1);
  private static final Op TO_LAST = new Transpose(Ints.of(0, 2, 3, 1));
  private static final Op TO_FIRST = new Transpose(Ints.of(0, 3, 1, 2));

  private PassCases() {}

  /// A graph in which a pass fires.
  record Case(String pass, String what, Graph graph) {
    @Override
    public String toString() {
      return pass + ": " + what;
    }
  }

  private static Drawing image() {
    return new Drawing(1)
        .input("x", 2, 4, 5, 6)
        .random("w", 4, 4, 3, 3)
        .random("b", 4)
        .random("s", 4)
        .positive("v", 4)
        .random("k", 4, 1, 1)
        .positive("p", 1, 4, 1, 1)
        .number("one", 1)
        .number("three", 3)
        .number("six", 6)
        .number("half", 0.5)
        .number("root", Math.sqrt(2))
        .number("zero", 0)
        .number("inf", Double.NEGATIVE_INFINITY);
  }

  private static Op activate(Activation.Kind kind) {
    return new Activate(Activation.of(kind));
  }

  private static ConvTranspose upsample(int groups) {
    return new ConvTranspose(
        Window.of(2, 2).withStride(2), Ints.EMPTY, Ints.EMPTY, groups, Activation.NONE);
  }

  private static Pad pad(long top, long left, long bottom, long right) {
    return new Pad(Pad.Mode.CONSTANT, Ints.of(0, 0, top, left), Ints.of(0, 0, bottom, right));
  }

  private static Drawing folded(Op op, String... reads) {
    return image().random("t", 4, 2, 2, 2).random("d", 4, 4, 1, 1).node("c", op, reads);
  }

  /// All of them.
  static Stream<Case> all() {
    return Stream.of(folding(), patterns(), layout(), products(), windows(), fusion())
        .flatMap(List::stream);
  }

  /// The graph with its first result only; shape inference would have dropped what that leaves
  /// dead.
  private static Graph unread(Graph graph) {
    return new Graph(
        graph.name(),
        graph.nodes(),
        graph.inputs(),
        graph.outputs().subList(0, 1),
        graph.types(),
        graph.constants());
  }

  private static List<Case> folding() {
    String norm = "fold-batch-norm";
    String arithmetic = "fold-channel-arithmetic";
    Gemm gemm = new Gemm(0.5f, 2, false, true, Activation.NONE);
    MatMul matMul = new MatMul(Activation.NONE);
    Drawing matrices =
        new Drawing(2).input("x", 3, 4).random("w", 5, 4).random("b", 5).random("k", 5);
    Drawing batches = new Drawing(3).input("x", 2, 3, 4).random("w", 4, 5).random("k", 1, 5);
    Drawing square = new Drawing(4).input("x", 3, 4).random("w", 4, 5).random("k", 5);
    return List.of(
        new Case(
            norm,
            "conv",
            folded(CONV, "x", "w", "b").node("y", NORM, "c", "s", "b", "s", "v").graph("y")),
        new Case(
            norm,
            "no bias",
            folded(CONV, "x", "w").node("y", NORM, "c", "s", "b", "s", "v").graph("y")),
        new Case(
            norm,
            "grouped transposed conv",
            folded(upsample(2), "x", "t").node("y", NORM, "c", "s", "b", "s", "v").graph("y")),
        new Case(
            arithmetic, "mul", folded(CONV, "x", "w", "b").node("y", MUL, "k", "c").graph("y")),
        new Case(
            arithmetic, "div", folded(CONV, "x", "w", "b").node("y", DIV, "c", "p").graph("y")),
        new Case(
            arithmetic, "sub", folded(CONV, "x", "w", "b").node("y", SUB, "c", "k").graph("y")),
        new Case(
            arithmetic,
            "sub from",
            folded(CONV, "x", "w", "b").node("y", SUB, "k", "c").graph("y")),
        new Case(
            arithmetic,
            "add, relu",
            folded(CONV, "x", "w")
                .node("y", new Binary(Binary.Kind.ADD, Activation.RELU), "c", "six")
                .graph("y")),
        new Case(
            arithmetic,
            "gemm",
            matrices.node("c", gemm, "x", "w", "b").node("y", MUL, "c", "k").graph("y")),
        new Case(
            "matmul-bias",
            "batches",
            batches.node("c", matMul, "x", "w").node("y", ADD, "k", "c").graph("y")),
        new Case(
            "matmul-bias",
            "matrices",
            square.node("c", matMul, "x", "w").node("y", ADD, "c", "k").graph("y")),
        new Case(
            "constant-folding",
            "arithmetic",
            image()
                .random("n", 3, 2, 4, 5, 6)
                .node("q", MUL, "n", "p")
                .node("r", ADD, "q", "one")
                .node("y", ADD, "x", "r")
                .graph("y")),
        new Case(
            "constant-folding",
            "a result is constant",
            image()
                .random("n", 3, 2, 4, 5, 6)
                .node("z", MUL, "n", "p")
                .node("y", ADD, "x", "z")
                .graph("y", "z")),
        new Case(
            "drop-no-ops",
            "identity, + 0, · 1",
            image()
                .node("a", RELU, "x")
                .node("i", new Identity(), "a")
                .node("q", ADD, "zero", "i")
                .node("y", MUL, "q", "one")
                .graph("y")),
        new Case(
            "dead-nodes",
            "unread",
            unread(image().node("a", RELU, "x").node("y", ADD, "x", "k").graph("y", "a"))),
        new Case(
            "common-subexpressions",
            "twice",
            image().node("a", RELU, "x").node("c", RELU, "x").node("y", SUB, "a", "c").graph("y")));
  }

  private static List<Case> patterns() {
    Op clip6 = new Activate(Activation.clip(0, 6));
    Op hardSigmoid = new Activate(new Activation(Activation.Kind.HARD_SIGMOID, 1f / 6, 0.5f));
    Op sigmoid = activate(Activation.Kind.SIGMOID);
    return List.of(
        new Case(
            "fuse-silu",
            "x·σ(x)",
            image().node("s1", sigmoid, "x").node("y", MUL, "x", "s1").graph("y")),
        new Case(
            "fuse-silu",
            "x·σ(3x)",
            image()
                .node("t", MUL, "three", "x")
                .node("s1", sigmoid, "t")
                .node("y", MUL, "s1", "x")
                .graph("y")),
        new Case(
            "fuse-hard-sigmoid",
            "relu6(x+3)/6",
            image()
                .node("a", ADD, "x", "three")
                .node("c", clip6, "a")
                .node("y", DIV, "c", "six")
                .graph("y")),
        new Case(
            "fuse-hard-swish",
            "x·relu6(x+3)/6",
            image()
                .node("a", ADD, "x", "three")
                .node("c", clip6, "a")
                .node("m", MUL, "x", "c")
                .node("y", DIV, "m", "six")
                .graph("y")),
        new Case(
            "fuse-hard-swish",
            "x·hardsigmoid(x)",
            image().node("c", hardSigmoid, "x").node("y", MUL, "c", "x").graph("y")),
        new Case(
            "fuse-mish",
            "x·tanh(softplus(x))",
            image()
                .node("a", activate(Activation.Kind.SOFTPLUS), "x")
                .node("t", activate(Activation.Kind.TANH), "a")
                .node("y", MUL, "x", "t")
                .graph("y")),
        new Case(
            "fuse-gelu",
            "erf",
            image()
                .node("d", DIV, "x", "root")
                .node("e", new Unary(Unary.Kind.ERF), "d")
                .node("a", ADD, "e", "one")
                .node("m", MUL, "x", "a")
                .node("y", MUL, "m", "half")
                .graph("y")),
        new Case("fuse-layer-norm", "last axis", layerNorm(Ints.of(-1), 5)),
        new Case("fuse-layer-norm", "last three axes", layerNorm(Ints.of(3, 1, 2), 3, 4, 5)),
        new Case("fuse-group-norm", "two groups of four channels", groupNorm()),
        new Case(
            "merge-clips",
            "max, min, clip",
            image()
                .node("a", Binary.of(Binary.Kind.MAX), "zero", "x")
                .node("c", Binary.of(Binary.Kind.MIN), "a", "three")
                .node("y", new Activate(Activation.clip(1, 9)), "c")
                .graph("y")));
  }

  /// An instance normalisation of groups between two reshapes, with constants of its own.
  private static Graph groupNorm() {
    return new Drawing(9)
        .input("x", 2, 4, 3, 5)
        .random("a", 2)
        .random("d", 2)
        .random("s", 4, 1, 1)
        .random("b", 4, 1, 1)
        .node("g", new Reshape(Ints.of(0, 2, -1), false), "x")
        .node("n", new InstanceNorm(1e-3f), "g", "a", "d")
        .node("r", new Reshape(Ints.of(2, 4, 3, 5), false), "n")
        .node("m", MUL, "r", "s")
        .node("y", ADD, "m", "b")
        .graph("y");
  }

  /// Means over the last axes, their difference to x, its variance, quotient, scale and shift.
  private static Graph layerNorm(Ints axes, long... extents) {
    Op mean = new Reduce(Reduce.Kind.MEAN, axes, true, false);
    return new Drawing(6)
        .input("x", 2, 3, 4, 5)
        .random("scale", extents)
        .random("shift", extents)
        .number("two", 2)
        .number("epsilon", 1e-3)
        .node("m", mean, "x")
        .node("d", SUB, "x", "m")
        .node("q", Binary.of(Binary.Kind.POW), "d", "two")
        .node("variance", mean, "q")
        .node("sum", ADD, "variance", "epsilon")
        .node("root", new Unary(Unary.Kind.SQRT), "sum")
        .node("n", DIV, "d", "root")
        .node("o", MUL, "scale", "n")
        .node("y", ADD, "o", "shift")
        .graph("y");
  }

  private static List<Case> layout() {
    String push = "push-transposes";
    Op padLast = new Pad(Pad.Mode.REFLECT, Ints.of(0, 1, 2, 0), Ints.of(0, 0, 1, 0));
    Op max = new Reduce(Reduce.Kind.MAX, Ints.of(-1, 1), false, false);
    return List.of(
        new Case(
            "merge-transposes",
            "inverse",
            image()
                .node("t", TO_LAST, "x")
                .node("u", TO_FIRST, "t")
                .node("y", RELU, "u")
                .graph("y")),
        new Case(
            "merge-transposes",
            "compose",
            image().node("t", TO_LAST, "x").node("y", TO_LAST, "t").graph("y")),
        new Case(
            push,
            "add constant",
            image().node("t", TO_LAST, "x").node("y", ADD, "t", "s").graph("y")),
        new Case(
            push,
            "two operands",
            image()
                .node("t", TO_LAST, "x")
                .node("a", RELU, "x")
                .node("u", TO_LAST, "a")
                .node("y", SUB, "t", "u")
                .graph("y")),
        new Case(
            push,
            "concat",
            image().node("t", TO_LAST, "x").node("y", new Concat(3), "t", "t").graph("y")),
        new Case(push, "pad", image().node("t", TO_LAST, "x").node("y", padLast, "t").graph("y")),
        new Case(
            push,
            "softmax",
            image()
                .node("t", TO_LAST, "x")
                .node("y", new Softmax(Softmax.Kind.SOFTMAX, -1, -1), "t")
                .graph("y")),
        new Case(push, "reduce", image().node("t", TO_LAST, "x").node("y", max, "t").graph("y")),
        new Case(
            "transpose-to-reshape",
            "1×1",
            new Drawing(5).input("x", 2, 4, 1, 1).node("y", TO_LAST, "x").graph("y")),
        new Case(
            "merge-reshapes",
            "chain",
            image()
                .node("f", new Flatten(2), "x")
                .node("y", new Unsqueeze(Ints.of(1)), "f")
                .graph("y")));
  }

  private static List<Case> products() {
    Drawing batches = new Drawing(3).input("x", 2, 3, 4).random("w", 4, 5);
    return List.of(
        new Case(
            "einsum-to-matmul",
            "batch",
            batches.node("y", Einsum.of("bij,jk->kbi"), "x", "w").graph("y")));
  }

  private static List<Case> windows() {
    String into = "pad-into-window";
    Window same =
        new Window(
            Ints.of(3, 3), Ints.of(2, 2), Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, AutoPad.SAME_UPPER);
    Op mean = new Reduce(Reduce.Kind.MEAN, Ints.of(-1, 2), false, false);
    return List.of(
        new Case(
            into,
            "conv",
            image().node("q", pad(1, 0, 2, 1), "x").node("y", CONV, "q", "w").graph("y")),
        new Case(
            into,
            "conv with automatic pads",
            image()
                .node("q", pad(1, 0, 2, 1), "x")
                .node("y", CONV.withWindow(same), "q", "w")
                .graph("y")),
        new Case(
            into,
            "average",
            image()
                .node("q", pad(1, 0, 2, 1), "x")
                .node("y", Pool.average(Window.of(3, 3)), "q")
                .graph("y")),
        new Case(
            into,
            "maximum",
            image()
                .node("q", pad(1, 0, 1, 1), "x", "", "inf")
                .node("y", Pool.max(Window.of(3, 3).withPad(1).withStride(2)), "q")
                .graph("y")),
        new Case("reduce-to-global-pool", "mean", image().node("y", mean, "x").graph("y")));
  }

  private static List<Case> fusion() {
    return List.of(
        new Case(
            "fuse-residual",
            "shortcut",
            image()
                .node("c", CONV, "x", "w", "b")
                .node("y", new Binary(Binary.Kind.ADD, Activation.RELU), "x", "c")
                .graph("y")),
        new Case(
            "fuse-activation",
            "conv",
            image().node("c", CONV, "x", "w").node("y", RELU, "c").graph("y")),
        new Case(
            "fuse-activation",
            "conv with residual",
            image().node("c", CONV, "x", "w", "", "x").node("y", RELU, "c").graph("y")),
        new Case(
            "fuse-activation",
            "binary",
            image()
                .node("c", SUB, "x", "k")
                .node("y", activate(Activation.Kind.HARD_SWISH), "c")
                .graph("y")));
  }
}
