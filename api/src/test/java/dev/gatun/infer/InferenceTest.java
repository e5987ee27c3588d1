package dev.gatun.infer;

import static dev.gatun.infer.OneNode.infer;
import static dev.gatun.infer.OneNode.inferAll;
import static dev.gatun.infer.OneNode.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.op.*;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One row per rule and edge, for every family but the windows.
class InferenceTest {
  private static final Tensor ONE = Tensor.scalar(1f);

  static Stream<Arguments> elements() {
    return Stream.of(
        row("f[N,3]", new Activate(Activation.RELU), "f[N,3]"),
        row("f[2,3]", Binary.of(Binary.Kind.ADD), "f[2,1]", "f[3]"),
        row("f[N,3]", Binary.of(Binary.Kind.ADD), "f[N,1]", "f[1,3]"),
        row("f[?,3]", Binary.of(Binary.Kind.ADD), "f[N,3]", "f[M,3]"),
        row("f[4,3]", Binary.of(Binary.Kind.ADD), "f[N,3]", "f[4,3]"),
        row("f...", Binary.of(Binary.Kind.ADD), "f[N,3]", "f..."),
        row("b[2]", Binary.of(Binary.Kind.LESS), "f[2]", "f[1]"),
        row("f[2]", Binary.of(Binary.Kind.POW), "f[2]", "l[]"),
        row("b[2]", new Unary(Unary.Kind.IS_NAN), "f[2]"),
        row("i[2]", new Unary(Unary.Kind.NEG), "i[2]"),
        row("f[2,3]", new Where(), "b[2,1]", "f[3]", "f[]"),
        row("l[N]", new Cast(DType.INT64), "f[N]"),
        row("u[N]", new Identity(), "u[N]"));
  }

  static Stream<Arguments> matrices() {
    return Stream.of(
        row("f[N,5]", new Gemm(1, 1, false, true, Activation.NONE), "f[N,3]", "f[5,3]", "f[5]"),
        row("f[4,5]", new Gemm(1, 1, true, false, Activation.NONE), "f[3,4]", "f[3,5]", null),
        row("f[7,2,5]", new MatMul(Activation.NONE), "f[7,2,3]", "f[3,5]"),
        row("f[7,6,2,5]", new MatMul(Activation.NONE), "f[7,1,2,3]", "f[6,3,5]"),
        row("f[5]", new MatMul(Activation.NONE), "f[3]", "f[3,5]"),
        row("f[4,2]", new MatMul(Activation.NONE), "f[4,2,3]", "f[3]"),
        row("f[]", new MatMul(Activation.NONE), "f[3]", "f[3]"));
  }

  static Stream<Arguments> norms() {
    return Stream.of(
        row("f[N,3,H]", new BatchNorm(0), "f[N,3,H]", "f[3]", "f[3]", "f[3]", "f[3]"),
        row("f[N,3,H]", new InstanceNorm(0), "f[N,3,H]", "f[3]", "f[3]"),
        row("f[N,4,H]", new GroupNorm(2, 0), "f[N,4,H]", "f[2]", "f[4]"),
        row("f[N,4]", new LayerNorm(-1, 0), "f[N,4]", "f[4]", null),
        row("f[N,4,2]", new Lrn(3, 1, 1, 1), "f[N,4,2]"),
        row("f[N,4]", new LpNorm(1, 2), "f[N,4]"),
        row("f[N,4]", new Softmax(Softmax.Kind.SOFTMAX, -1, -1), "f[N,4]"),
        row(
            "f[2,4]",
            new Cumulate(Cumulate.Kind.SUM, null, false, false),
            "f[2,4]",
            Tensor.scalar(1L)));
  }

  static Stream<Arguments> reductions() {
    return Stream.of(
        row("f[N,3]", reduce(Ints.of(-1), false), "f[N,3,4]"),
        row("f[N,1,1]", reduce(Ints.of(2, 1), true), "f[N,3,4]"),
        row("f[]", reduce(Ints.EMPTY, false), "f[N,3]"),
        row("f[N,3]", new Reduce(Reduce.Kind.SUM, Ints.EMPTY, true, true), "f[N,3]"),
        row("f[N]", reduce(null, false), "f[N,3]", ints(1)),
        row("f[?,?]", reduce(null, true), "f[N,3]", "l[1]"),
        row("f[?]", reduce(null, false), "f[N,3]", "l[1]"),
        row("f...", reduce(null, false), "f[N,3]", "l[k]"),
        row("l[N,1]", new ArgReduce(true, 1, true, false), "f[N,3]"));
  }

  static Stream<Arguments> layouts() {
    return Stream.of(
        row("f[2,12]", new Reshape(Ints.of(0, -1), false), "f[2,3,4]"),
        row("f[N,12]", new Reshape(Ints.of(0, -1), false), "f[N,3,4]"),
        row("f[?,12]", new Reshape(Ints.of(-1, 12), false), "f[N,3,4]"),
        row("f[N,1,3]", new Reshape(null, false), "f[N,3]", ints(0, 1, 3)),
        row("f[0,4]", new Reshape(Ints.of(0, 4), true), "f[0,3]"),
        row("f[?,?]", new Reshape(null, false), "f[N,3]", "l[2]"),
        row("f[N,12]", new Flatten(1), "f[N,3,4]"),
        row("f[1,24]", new Flatten(0), "f[2,3,4]"),
        row("f[24,1]", new Flatten(3), "f[2,3,4]"),
        row("f[6,4]", new Flatten(-1), "f[2,3,4]"),
        row("f[4,N,3]", new Transpose(Ints.of(2, 0, 1)), "f[N,3,4]"),
        row("f[4,3,N]", new Transpose(Ints.EMPTY), "f[N,3,4]"),
        row("f[N]", new Squeeze(Ints.of(1, -1)), "f[N,1,1]"),
        row("f[3]", new Squeeze(Ints.EMPTY), "f[1,3,1]"),
        row("f...", new Squeeze(Ints.EMPTY), "f[N,3,1]"),
        row("f[1,N,1]", new Unsqueeze(Ints.of(0, -1)), "f[N]"),
        row("f[N,7,2]", new Concat(1), "f[N,3,2]", "f[N,4,2]"),
        row("f[8,?,2]", new Concat(-2), "f[N,3,2]", "f[8,C,2]"));
  }

  static Stream<Arguments> extents() {
    return Stream.of(
        row("f[N,2]", slice(Ints.of(1), Ints.of(3), Ints.of(1), null), "f[N,4]"),
        row("f[N,2]", slice(Ints.of(-2), Ints.of(99), Ints.of(-1), null), "f[N,4]"),
        row("f[N,4]", slice(Ints.of(0), Ints.of(Long.MAX_VALUE), Ints.of(0), null), "f[N,4]"),
        row("f[N,2]", slice(Ints.of(-1), Ints.of(-99), Ints.of(1), Ints.of(-2)), "f[N,4]"),
        row("f[?,4]", slice(null, null, null, null), "f[N,4]", "l[1]", "l[1]", ints(0)),
        row("f[N,8]", new Pad(Pad.Mode.CONSTANT, null, null), "f[N,4]", ints(0, 1, 0, 3), ONE),
        row("f[N,8]", new Pad(Pad.Mode.EDGE, null, null), "f[N,4]", ints(1, 3), null, ints(-1)),
        row("f[N,3]", new Pad(Pad.Mode.CONSTANT, Ints.of(0, -1), Ints.of(0, 0)), "f[N,4]"),
        row("f[2,3,4]", new Expand(Ints.of(2, 1, 4)), "f[3,1]"),
        row("f...", new Expand(null), "f[3]", "l..."),
        row("f[4,N]", new Tile(Ints.of(2, 1)), "f[2,N]"),
        row("f[2,6]", new Split(1, null), "f[2,6]", ints(6)));
  }

  static Stream<Arguments> indices() {
    return Stream.of(
        row("f[N,5,7,4]", new Gather(1), "f[N,3,4]", "l[5,7]"),
        row("f[N,4]", new Gather(1), "f[N,3,4]", Tensor.scalar(0L)),
        row("f[2,5]", new GatherElements(1), "f[2,3]", "l[2,5]"),
        row("f[5,4]", new GatherNd(0), "f[2,3,4]", "l[5,2]"),
        row("f[2,5,4]", new GatherNd(1), "f[2,3,4]", "l[2,5,1]"),
        row(
            "f[2,3]",
            new ScatterElements(0, ScatterElements.Reduction.NONE),
            "f[2,3]",
            "l[1,3]",
            "f[1,3]"),
        row("f[2,3]", new ScatterNd(ScatterElements.Reduction.ADD), "f[2,3]", "l[5,1]", "f[5,3]"),
        row("f[N,7]", new OneHot(-1, null), "l[N]", Tensor.scalar(7L), "f[2]"),
        row("f[7,N]", new OneHot(0, 7L), "l[N]", null, "f[2]"),
        row("f[N,3,3]", new Trilu(true, null), "f[N,3,3]"),
        row("l[3,4]", new EyeLike(DType.INT64, 0), "f[3,4]"));
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        row("l[3]", new ShapeOf(0, null), "f[N,3,4]"),
        row("l[1]", new ShapeOf(-1, null), "f[N,3,4]"),
        row("l[]", new SizeOf(), "f[N,3,4]"),
        row("f[4]", new Range(), ONE, Tensor.scalar(3f), Tensor.scalar(0.5f)),
        row("l[?]", new Range(), Tensor.scalar(0L), "l[]", Tensor.scalar(1L)),
        row("f[2,3]", new ConstantOfShape(ONE, null), ints(2, 3)),
        row("f[?,?]", new ConstantOfShape(ONE, null), "l[2]"));
  }

  @ParameterizedTest
  @MethodSource({
    "elements",
    "matrices",
    "norms",
    "reductions",
    "layouts",
    "extents",
    "indices",
    "sources"
  })
  void outputTypeFollows(String expected, Op op, Object[] inputs) {
    assertEquals(expected, infer(op, inputs));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        row(
            "got an operand of INT64, required a floating-point type",
            new Activate(Activation.RELU),
            "l[2]"),
        row(
            "got shapes [2] and [3], required extents that are equal or 1",
            Binary.of(Binary.Kind.ADD),
            "f[2]",
            "f[3]"),
        row("got operands of FLOAT32 and INT64", Binary.of(Binary.Kind.MUL), "f[2]", "l[2]"),
        row("required BOOL", new Unary(Unary.Kind.NOT), "f[2]"),
        row("required BOOL", new Where(), "f[2]", "f[2]", "f[2]"),
        row("got inner extent of A 3, required 4", new MatMul(Activation.NONE), "f[2,3]", "f[4,5]"),
        row("required one that broadcasts to [2,5]", gemm(), "f[2,3]", "f[3,5]", "f[7,2,5]"),
        row(
            "got length of input 1 2, required 3",
            new BatchNorm(0),
            "f[N,3]",
            "f[2]",
            "f[3]",
            "f[3]",
            "f[3]"),
        row("got 5 channels in 2 groups", new GroupNorm(2, 0), "f[1,5,2]", "f[5]", "f[5]"),
        row("got axis 2 for rank 2", new Softmax(Softmax.Kind.SOFTMAX, 2, 2), "f[2,2]"),
        row("required every axis at most once", reduce(Ints.of(0, -2), false), "f[2,2]"),
        row("required −1 at most once", new Reshape(Ints.of(-1, -1), false), "f[4]"),
        row("with 6 elements, required 4", new Reshape(Ints.of(2, 3), false), "f[4]"),
        row("required a product that divides", new Reshape(Ints.of(3, -1), false), "f[4]"),
        row("required every extent −1, 0 or more", new Reshape(Ints.of(-2), false), "f[4]"),
        row("required no 0 on axis 1", new Reshape(Ints.of(4, 0), false), "f[4]"),
        row("required every axis exactly once", new Transpose(Ints.of(0, 0)), "f[2,3]"),
        row("got extent of squeezed axis 0", new Squeeze(Ints.of(0)), "f[2,3]"),
        row("got extent on axis 0 of input 1 3, required 2", new Concat(1), "f[2,3]", "f[3,3]"),
        row("got input 1 of rank 1", new Concat(0), "f[2,3]", "f[3]"),
        row("required 1 sizes that sum", new Split(0, Ints.of(1)), "f[2]"),
        row("required no step of 0", slice(Ints.of(0), Ints.of(1), Ints.of(0), Ints.of(0)), "f[2]"),
        row("required as many of each", slice(Ints.of(0, 0), Ints.of(1), Ints.of(0), null), "f[2]"),
        row("got 3 pads", new Pad(Pad.Mode.CONSTANT, null, null), "f[2,2]", ints(0, 0, 0)),
        row(
            "required pads of at most 1",
            new Pad(Pad.Mode.REFLECT, Ints.of(2), Ints.of(0)),
            "f[2]"),
        row(
            "got a constant of INT64",
            new Pad(Pad.Mode.CONSTANT, Ints.of(1), Ints.of(1)),
            "f[2]",
            null,
            "l[]"),
        row("required one for every axis", new Tile(Ints.of(2)), "f[2,2]"),
        row("required values of 0 or more", new Expand(Ints.of(-1)), "f[2]"),
        row("got rows of a square matrix 2, required 3", new Determinant(), "f[N,2,3]"),
        row("got number of lengths 3, required 2", new ReverseSequence(0, 1), "f[2,4]", "l[3]"),
        row("required another than the first", new TensorScatter(-2, true), "f[2,4]", "f[2,1]"),
        row(
            "got an update of 5 places, required 4",
            new TensorScatter(1, true),
            "f[2,4]",
            "f[2,5]"),
        row("got updates of INT64", new TensorScatter(1, true), "f[2,4]", "l[2,1]"),
        row("got k 3, required 0 to 2", new TopK(-1, 3L, true), "f[5,2]"),
        row("got axis 0 for rank 0", new TopK(0, 1L, true), "f[]"),
        row("got indices of FLOAT32", new Gather(0), "f[2]", "f[2]"),
        row("required 1 to 2", new GatherNd(0), "f[2,2]", "l[5,3]"),
        row(
            "got updates' extent on axis 0 4",
            new ScatterNd(ScatterElements.Reduction.NONE),
            "f[2]",
            "l[5,1]",
            "f[4]"),
        row("got a delta of 0", new Range(), ONE, ONE, Tensor.scalar(0f)),
        row("got index 3, required -3 to 2", new Gather(0), ints(1, 2, 3), Tensor.scalar(3L)),
        row("required 63 bits", new Tile(Ints.of(Long.MAX_VALUE)), "f[4]"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void misfitsAreNamed(String part, Op op, Object[] inputs) {
    Exception e = assertThrows(ModelFormatException.class, () -> infer(op, inputs));
    assertTrue(e.getMessage().startsWith("node 'it' (" + op.title() + "): "), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void splitDividesEquallyAndTheLastPartMayBeSmaller() {
    assertEquals(List.of("f[3]", "f[3]", "f[1]"), inferAll(new Split(0, Ints.EMPTY), 3, "f[7]"));
  }

  @Test
  void sequencesKeepTheirShape() {
    assertEquals("f[T,N,3]", infer(new ReverseSequence(1, 0), "f[T,N,3]", "l[N]"));
    assertEquals("h[N,2,P,3]", infer(new TensorScatter(-2, false), "h[N,2,P,3]", "h[N,2,1,3]"));
    assertEquals("f[N,2]", infer(new Determinant(), "f[N,2,M,M]"));
    assertEquals(
        new TensorScatter(1, true), OneNode.bound(new TensorScatter(-1, true), "f[2,4]", "f[2,1]"));
  }

  @Test
  void topKHasValuesAndIndices() {
    assertEquals(List.of("h[N,2]", "l[N,2]"), inferAll(new TopK(-1, 2L, true), 2, "h[N,5]"));
    TopK open = new TopK(0, null, false);
    assertEquals(List.of("f[2,4]", "l[2,4]"), inferAll(open, 2, "f[3,4]", ints(2)));
    assertEquals(List.of("f[?,4]", "l[?,4]"), inferAll(open, 2, "f[3,4]", "l[1]"));
    assertEquals(new TopK(0, 2L, false), OneNode.bound(open, "f[3,4]", ints(2)));
  }

  @Test
  void sizesAreHeldAgainstTheLimits() {
    Limits limits = Limits.defaults().withTensorElements(100);
    Exception e =
        assertThrows(
            LimitExceededException.class,
            () -> Inference.infer(OneNode.graph(new Tile(Ints.of(51)), 1, "f[2]"), limits));
    assertEquals(
        "node 'it' (Tile): got FLOAT32[102] with 102 elements, the limit is 100", e.getMessage());
  }

  private static Arguments row(String expected, Op op, Object... inputs) {
    return Arguments.of(expected, op, inputs);
  }

  private static Gemm gemm() {
    return new Gemm(1, 1, false, false, Activation.NONE);
  }

  private static Reduce reduce(Ints axes, boolean keepDims) {
    return new Reduce(Reduce.Kind.MEAN, axes, keepDims, false);
  }

  private static Slice slice(Ints starts, Ints ends, Ints axes, Ints steps) {
    return new Slice(starts, ends, axes, steps);
  }
}
