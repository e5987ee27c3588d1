package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Depthwise convolutions and pools are the device's, at shapes whose last vectors, rows and tiles
/// are incomplete.
class WindowTest {
  private static void assertOne(List<String> kernels, String prefix) {
    assertTrue(kernels.stream().anyMatch(k -> k.startsWith(prefix)), kernels.toString());
  }

  @Test
  void depthwiseWithAllThatIsFused() {
    Conv conv = Conv.of(3, 3).withPad(1).withGroups(40).withActivation(Activation.RELU);
    Shape y = Shape.of(2, 40, 9, 21);
    assertOne(
        DeviceNet.of(2, 40, 9, 21)
            .input("residual", 2, 40, 9, 21)
            .constant("w", 40, 1, 3, 3)
            .constant("bias", 40)
            .then(conv, "x w bias residual", "y", y)
            .check("y"),
        "depthwise");
  }

  @Test
  void depthwiseWithWeightsOfTheRun() {
    Conv conv = Conv.of(5, 5).withStride(2).withPad(2).withGroups(19);
    assertOne(
        DeviceNet.of(1, 19, 11, 30)
            .input("w", 19, 1, 5, 5)
            .then(conv, "x w", "y", Shape.of(1, 19, 6, 15))
            .check("y"),
        "depthwise");
  }

  @Test
  void twoOutputsOfEachChannel() {
    Conv conv = Conv.of(3).withDilation(2).withGroups(9);
    assertOne(
        DeviceNet.of(2, 9, 12)
            .constant("w", 18, 1, 3)
            .then(conv, "x w", "y", Shape.of(2, 18, 8))
            .check("y"),
        "depthwise");
  }

  @Test
  void depthwiseWithPadsOfEachSide() {
    Window window = Window.of(3, 3).withPads(Ints.of(2, 0), Ints.of(0, 1));
    Conv conv = new Conv(window, 11, Activation.NONE);
    assertOne(
        DeviceNet.of(1, 11, 5, 9)
            .constant("w", 11, 1, 3, 3)
            .then(conv, "x w", "y", Shape.of(1, 11, 5, 8))
            .check("y"),
        "depthwise");
  }

  /// So many tiles that a work item has several, of two rows and of two images.
  @Test
  void depthwiseWithManyTiles() {
    Conv conv = Conv.of(3, 3).withPad(1).withGroups(16);
    assertOne(
        DeviceNet.of(2, 16, 71, 25)
            .constant("w", 16, 1, 3, 3)
            .then(conv, "x w", "y", Shape.of(2, 16, 71, 25))
            .check("y"),
        "depthwise");
  }

  @Test
  void notANumberWinsMaxima() {
    Shape shape = Shape.of(1, 3, 4, 4);
    Tensor x = Tensor.allocate(DType.FLOAT32, shape);
    x.setDouble(5, Double.NaN);
    x.setDouble(17, 1);
    DeviceNet.of(1)
        .input("image", x)
        .then(Pool.max(Window.of(2, 2)), "image", "y", Shape.of(1, 3, 3, 3))
        .check("y");
  }

  @Test
  void fewChannelsInThreeDimensions() {
    Conv conv = Conv.of(2, 3, 3).withPad(1).withGroups(3);
    assertOne(
        DeviceNet.of(1, 3, 4, 5, 6)
            .constant("w", 3, 1, 2, 3, 3)
            .then(conv, "x w", "y", Shape.of(1, 3, 5, 5, 6))
            .check("y"),
        "depthwise");
  }

  @Test
  void maximaAndMeans() {
    Window window = Window.of(3, 3).withStride(2).withPad(1);
    Pool counted = new Pool(Pool.Kind.AVERAGE, window, true, true, 0, false);
    List<String> kernels =
        DeviceNet.of(2, 35, 14, 13)
            .then(Pool.max(window), "x", "most", Shape.of(2, 35, 7, 7))
            .then(Pool.average(window), "x", "mean", Shape.of(2, 35, 7, 7))
            .then(counted, "x", "counted", Shape.of(2, 35, 8, 7))
            .check("most mean counted");
    assertOne(kernels, "pool_max");
    assertOne(kernels, "pool_average");
  }

  @Test
  void powersOfPlanes() {
    Window window =
        Window.of(2, 3).withDilation(2).withPads(Ints.of(1, 0), Ints.of(0, 2)).withStride(1);
    Pool cubes = new Pool(Pool.Kind.LP, window, false, false, 3, false);
    assertOne(
        DeviceNet.of(1, 5, 8, 9).then(cubes, "x", "y", Shape.of(1, 5, 7, 7)).check("y"),
        "pool_power");
  }
}
