package dev.gatun.conformance.contract;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A contract's problems and laws as a table's line, for runs without a test engine. Each contract
/// class stands for one family; a test holds the two to each other.
///
/// @param name of the family
/// @param contract the class that a test extends
/// @param kinds of its problems
/// @param generator draws a problem
/// @param landmarks problems that are tried whatever is drawn
/// @param laws besides those of the bound, of the threads and of batches
record Family(
    String name,
    Class<? extends BackendContract> contract,
    Set<String> kinds,
    Function<Draw, Problem> generator,
    List<Problem> landmarks,
    List<Law> laws) {

  /// Something that must be true of every problem.
  ///
  /// @param name what must be true
  /// @param check throws an `AssertionError` where it is not
  record Law(String name, BiConsumer<BackendContract, Problem> check) {}

  private static final String LINEAR = "of a sum is the sum";

  /// All families of the kit.
  static final List<Family> ALL =
      List.of(
          new Family(
              "convolution",
              ConvContract.class,
              Set.of("conv"),
              Generators::conv,
              Landmarks.CONVOLUTION,
              List.of(
                  new Law("a moved image gives a moved result", ConvLaws::movesWithItsImage),
                  new Law(LINEAR, SharedLaws::isLinear),
                  new Law("groups are concatenated parts", ConvLaws::groupsAreConcatenatedParts),
                  new Law("1×1 is a matrix product", ConvLaws::pointwiseIsProduct),
                  new Law(
                      "dilation is a zero-stuffed kernel", ConvLaws::dilationIsZeroStuffedKernel))),
          new Family(
              "depthwise convolution",
              DepthwiseContract.class,
              Set.of(),
              Generators::depthwise,
              Landmarks.DEPTHWISE,
              List.of(
                  new Law("a moved image gives a moved result", ConvLaws::movesWithItsImage),
                  new Law(LINEAR, SharedLaws::isLinear))),
          new Family(
              "transposed convolution",
              ConvTransposeContract.class,
              Set.of("convtranspose"),
              Generators::convTranspose,
              Landmarks.TRANSPOSED,
              List.of(
                  new Law(LINEAR, SharedLaws::isLinear),
                  new Law(
                      "is the gradient of a convolution", FamilyLaws::isGradientOfConvolution))),
          new Family(
              "pool",
              PoolContract.class,
              Set.of("pool", "globalpool"),
              Generators::pool,
              Landmarks.POOL,
              List.of(new Law("channels are pooled alone", FamilyLaws::channelsArePooledAlone))),
          new Family(
              "batch normalisation",
              BatchNormContract.class,
              Set.of("batchnorm"),
              Generators::batchNorm,
              Landmarks.BATCH_NORM,
              List.of(
                  new Law(
                      "folds into the convolution before it", FamilyLaws::foldsIntoConvolution))),
          new Family(
              "normalisation",
              NormContract.class,
              Set.of("layernorm", "instancenorm", "groupnorm", "lrn", "lpnorm"),
              FamilyGenerators::norm,
              Landmarks.NORM,
              List.of(new Law("groups of one are instances", FamilyLaws::groupsOfOneAreInstances))),
          new Family(
              "matrix product",
              GemmContract.class,
              Set.of("gemm", "matmul"),
              Generators::product,
              Landmarks.PRODUCT,
              List.of(new Law(LINEAR, SharedLaws::isLinear))),
          new Family(
              "softmax",
              SoftmaxContract.class,
              Set.of("softmax"),
              PlainGenerators::softmax,
              Landmarks.SOFTMAX,
              List.of()),
          new Family(
              "elementwise",
              ElementwiseContract.class,
              Set.of("binary", "activate"),
              PlainGenerators::elementwise,
              Landmarks.ELEMENTWISE,
              List.of()),
          new Family(
              "reduction",
              ReduceContract.class,
              Set.of("reduce", "argmax", "argmin"),
              FamilyGenerators::reduce,
              Landmarks.REDUCTION,
              List.of(new Law("a sum is a sum of sums", FamilyLaws::sumIsSumOfSums))),
          new Family(
              "resampling",
              ResizeContract.class,
              Set.of("resize"),
              FamilyGenerators::resize,
              Landmarks.RESAMPLING,
              List.of(
                  new Law("the same size is a copy", FamilyLaws::sameSizeIsCopy),
                  new Law(LINEAR, SharedLaws::isLinear))),
          new Family(
              "data movement",
              DataMovementContract.class,
              Set.of(
                  "transpose",
                  "concat",
                  "pad",
                  "slice",
                  "gather",
                  "tile",
                  "expand",
                  "split",
                  "depthtospace",
                  "spacetodepth"),
              PlainGenerators::movement,
              Landmarks.MOVEMENT,
              List.of()),
          new Family(
              "8-bit integers",
              QuantizedContract.class,
              Set.of(
                  "matmulinteger",
                  "convinteger",
                  "quantize",
                  "dequantize",
                  "qlinearmatmul",
                  "qlinearconv"),
              FamilyGenerators::quantized,
              Landmarks.INTEGERS,
              List.of()));
}
