package dev.gatun.bench.peer.nativelib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.BackendException;
import dev.gatun.InvalidInputException;
import dev.gatun.Kernels;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OneDnnTest {
  @BeforeAll
  static void thisPlatform() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the build has the libraries of another platform");
  }

  private static Tensor random(long seed, long... dims) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[Math.toIntExact(Shape.of(dims).size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(values, dims);
  }

  private static ConvProblem problem(Conv op, boolean residual, long inC, long outC, long size) {
    long kernel = op.window().kernel().get(0);
    long out = op.window().outputExtent(0, size, false);
    return new ConvProblem(
        op,
        random(1, 1, inC, size, size),
        random(2, outC, inC / op.groups(), kernel, kernel),
        random(3, outC),
        residual ? random(4, 1, outC, out, out) : null,
        Shape.of(1, outC, out, out));
  }

  static Stream<ConvProblem> problems() {
    Conv three = Conv.of(3, 3).withPad(1);
    Conv one = Conv.of(1, 1);
    return Stream.of(
        problem(three.withActivation(Activation.RELU), false, 16, 32, 14),
        problem(one.withActivation(Activation.RELU), true, 32, 16, 7),
        problem(three.withStride(2).withActivation(Activation.clip(0, 6)), false, 3, 32, 17),
        problem(three.withGroups(48), false, 48, 48, 9),
        problem(three.withGroups(2), true, 12, 20, 9),
        problem(Conv.of(3, 3).withDilation(2), false, 5, 7, 11));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void convolutionsAgreeWithGatun(ConvProblem problem) {
    OneDnn library = OneDnn.open(NativeFolder.standard());
    Kernels kernels = Kernels.best();
    Conv bare = problem.op().withActivation(Activation.NONE);
    Tensor expected = kernels.conv(problem.x(), problem.w(), problem.bias(), bare);
    Tensor residual = problem.residual();
    if (residual != null) {
      expected = kernels.binary(Binary.Kind.ADD, expected, residual);
    }
    if (!problem.op().activation().isNone()) {
      expected = kernels.activate(expected, problem.op().activation());
    }
    for (boolean direct : new boolean[] {false, true}) {
      library.setThreads(direct ? 1 : 2);
      try (OneDnnConvolution conv = OneDnnConvolution.of(library, problem, direct)) {
        conv.run();
        assertArrayEquals(expected.toFloats(), conv.output().toFloats(), 2e-5f);
        assertFalse(conv.implementation().isEmpty());
      }
    }
  }

  @Test
  void theLibrarySaysWhatItIs() {
    String says = OneDnn.open(NativeFolder.standard()).description();
    assertTrue(says.matches("oneDNN 3\\.\\d+\\.\\d+, kernels for .+"), says);
  }

  @Test
  void whatIsNotFusedIsRefused() {
    OneDnn library = OneDnn.open(NativeFolder.standard());
    Conv op = Conv.of(1, 1).withActivation(Activation.of(Activation.Kind.MISH));
    ConvProblem problem = problem(op, false, 4, 4, 3);
    assertThrows(BackendException.class, () -> OneDnnConvolution.of(library, problem, false));
  }

  @Test
  void whatTheLibraryRefusesIsSaidWithItsWord() {
    OneDnn library = OneDnn.open(NativeFolder.standard());
    ConvProblem good = problem(Conv.of(3, 3), false, 4, 4, 5);
    ConvProblem bad =
        new ConvProblem(good.op(), good.x(), good.w(), good.bias(), null, Shape.of(1, 4, 9, 9));
    BackendException e =
        assertThrows(BackendException.class, () -> OneDnnConvolution.of(library, bad, false));
    assertEquals(
        "oneDNN: dnnl_convolution_forward_primitive_desc_create: invalid arguments",
        e.getMessage());
  }

  @Test
  void oneSpatialAxisIsNotTwo() {
    Tensor x = random(1, 1, 2, 5);
    Tensor w = random(2, 2, 2, 3);
    assertThrows(
        InvalidInputException.class,
        () -> new ConvProblem(Conv.of(3), x, w, null, null, Shape.of(1, 2, 3)));
  }
}
