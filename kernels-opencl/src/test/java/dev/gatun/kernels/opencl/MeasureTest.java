package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Conv;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Ints;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Softmax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Reductions, distributions and normalisations are the device's, at sizes that are summed in one
/// part and in several.
class MeasureTest {
  private static final Shape IMAGE = Shape.of(1, 18, 60, 70);

  /// An image `x` row by row, and `y`, the same shape, channels last.
  private static DeviceNet image() {
    return DeviceNet.of(IMAGE.toArray())
        .constant("w", 18, 18, 1, 1)
        .then(Conv.of(1, 1), "x w", "y", IMAGE);
  }

  private static Reduce reduce(Reduce.Kind kind, long... axes) {
    return new Reduce(kind, Ints.of(axes), true, false);
  }

  private static long count(List<String> kernels, String kernel) {
    return kernels.stream().filter(kernel::equals).count();
  }

  @ParameterizedTest
  @EnumSource(names = {"SUM", "MEAN", "MAX", "MIN", "L1", "L2", "LOG_SUM_EXP", "SUM_SQUARE"})
  void reductionsOfPlanesAndChannelsAndAll(Reduce.Kind kind) {
    image()
        .then(reduce(kind, 2, 3), "y", "planes", Shape.of(1, 18, 1, 1))
        .then(reduce(kind, 1), "y", "channels", Shape.of(1, 1, 60, 70))
        .then(reduce(kind), "x", "all", Shape.of(1, 1, 1, 1))
        .then(reduce(kind, -1), "y", "columns", Shape.of(1, 18, 60, 1))
        .check("planes channels all columns");
  }

  @Test
  void oneLaunchForEachRunOfAxes() {
    Shape x = Shape.of(3, 4, 5, 6);
    List<String> kernels =
        DeviceNet.of(x.toArray())
            .then(reduce(Reduce.Kind.L2, 0, 2), "x", "y", Shape.of(1, 4, 1, 6))
            .then(reduce(Reduce.Kind.PROD, 1, 3), "x", "z", Shape.of(3, 1, 5, 1))
            .check("y z");
    assertEquals(4, count(kernels, "reduce"), kernels.toString());
  }

  @Test
  void wholePlanes() {
    Shape one = Shape.of(1, 18, 1, 1);
    image()
        .then(new GlobalPool(Pool.Kind.AVERAGE, 0), "y", "mean", one)
        .then(new GlobalPool(Pool.Kind.MAX, 0), "x", "most", one)
        .then(new GlobalPool(Pool.Kind.LP, 2), "y", "norm", one)
        .then(new GlobalPool(Pool.Kind.LP, 3), "x", "cubes", one)
        .check("mean most norm cubes");
  }

  @Test
  void distributions() {
    Op channels = new Softmax(Softmax.Kind.SOFTMAX, 1, 1);
    Op rows = new Softmax(Softmax.Kind.LOG_SOFTMAX, -1, -1);
    List<String> last = image().then(channels, "y", "a", IMAGE).check("a");
    assertEquals(1, count(last, "softmax_row"), last.toString());
    List<String> plain =
        DeviceNet.of(IMAGE.toArray())
            .then(channels, "x", "b", IMAGE)
            .then(rows, "x", "c", IMAGE)
            .then(new Softmax(Softmax.Kind.LOG_SOFTMAX, 1, 2), "x", "d", IMAGE)
            .check("b c d");
    assertEquals(List.of("softmax_columns", "log_softmax_row", "log_softmax_columns"), plain);
  }

  @Test
  void channelsByTheirMoments() {
    Tensor variance = Tensor.of(new float[18], 18);
    for (int c = 0; c < 18; c++) {
      variance.setDouble(c, 0.5 + c);
    }
    List<String> kernels =
        image()
            .constant("scale", 18)
            .constant("shift", 18)
            .constant("mean", 18)
            .constant("variance", variance)
            .constant("three", 3)
            .then(new BatchNorm(1e-5f), "y scale shift mean variance", "a", IMAGE)
            .then(new InstanceNorm(1e-5f), "a scale shift", "b", IMAGE)
            .then(new GroupNorm(3, 1e-5f), "b scale shift", "c", IMAGE)
            .then(new GroupNorm(3, 1e-5f), "y three three", "d", IMAGE)
            .check("a b c d");
    assertEquals(4, count(kernels, "normalise"), kernels.toString());
  }

  @Test
  void neighboursAndRows() {
    image()
        .constant("scale", 60, 70)
        .constant("shift", 60, 70)
        .then(new Lrn(5, 1e-2f, 0.75f, 1), "y", "a", IMAGE)
        .then(new Lrn(4, 1e-2f, 0.6f, 2), "x", "b", IMAGE)
        .then(new Lrn(7, 1e-2f, 0.5f, 1), "y", "wide", IMAGE)
        .then(new LayerNorm(2, 1e-5f), "x scale shift", "c", IMAGE)
        .constant("scales", 70)
        .constant("shifts", 70)
        .then(new LayerNorm(3, 1e-5f), "x scales shifts", "rows", IMAGE)
        .then(new LpNorm(3, 2), "x", "d", IMAGE)
        .then(new LpNorm(1, 1), "x", "e", IMAGE)
        .check("a b wide c rows d e");
  }

  @Test
  void eachImageByItsOwnMoments() {
    Shape images = Shape.of(3, 5, 6, 7);
    DeviceNet.of(images.toArray())
        .constant("scale", 5)
        .constant("shift", 5)
        .then(new InstanceNorm(1e-5f), "x scale shift", "y", images)
        .check("y");
  }

  /// The last vector of channels is whole, and begins the next pixel where it goes on.
  @Test
  void neighboursEndWithTheirPixel() {
    Shape image = Shape.of(1, 16, 3, 4);
    DeviceNet.of(image.toArray()).then(new Lrn(3, 1, 0.75f, 1), "x", "y", image).check("y");
  }

  /// A row of zeros has no direction.
  @Test
  void rowsOfZerosStayZeros() {
    Shape shape = Shape.of(2, 3, 11);
    DeviceNet.of(1)
        .input("zeros", Tensor.allocate(DType.FLOAT32, shape))
        .then(new LpNorm(1, 2), "zeros", "columns", shape)
        .then(new LpNorm(2, 2), "zeros", "rows", shape)
        .check("columns rows");
  }

  /// Their exponentials are 0 unless the largest is taken away first.
  @Test
  void distributionsOfFarNegativeValues() {
    Shape shape = Shape.of(2, 11);
    Tensor far = Tensor.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      far.setDouble(i, (double) (-200 - i));
    }
    DeviceNet.of(1)
        .input("far", far)
        .then(new Softmax(Softmax.Kind.SOFTMAX, 1, 1), "far", "rows", shape)
        .then(new Softmax(Softmax.Kind.SOFTMAX, 0, 0), "far", "columns", shape)
        .check("rows columns");
  }

  @Test
  void notANumberWinsExtremesAndFillsItsDistribution() {
    float[] values = {1, Float.NaN, -3, Float.NEGATIVE_INFINITY, 2, 5};
    Tensor x = Tensor.of(values, 2, 3);
    DeviceNet.of(1)
        .constant("values", x)
        .then(reduce(Reduce.Kind.MAX, 1), "values", "most", Shape.of(2, 1))
        .then(reduce(Reduce.Kind.MIN, 0), "values", "least", Shape.of(1, 3))
        .then(new Softmax(Softmax.Kind.SOFTMAX, 1, 1), "values", "shares", Shape.of(2, 3))
        .check("most least shares");
  }
}
