package dev.gatun.conformance.zoo.detection;

import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Value;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.CustomOp;
import dev.gatun.op.NodeAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Position-sensitive RoI pooling (Dai, Li, He and Sun, *R-FCN*, 2016, equation 1) as an operator
/// of its own: the mean over each of k × k parts of a region, where every part has maps of its own,
/// so that one map learns what the upper left of a class looks like, and another the lower right.
///
/// ```text
/// x [N, C·k·k, H, W]   rois [R, 5]: picture, x1, y1, x2, y2   y [R, C, k, k]
/// low = ⌊x1 + ½⌋·scale   extent = max((⌊x2 + ½⌋ + 1)·scale − low, 0.1)   (of y likewise)
/// part i: ⌊low + i·extent/k⌋ ≤ place < ⌈low + (i + 1)·extent/k⌉, inside the map
/// y[r, c, i, j] = mean of x[picture, (c·k + i)·k + j] over part (i, j), 0 where that is empty
/// ```
///
/// Borders are found as `(low·k + i·extent)/k`: with a scale that is a power of two only the
/// division rounds, and whoever computes them gets the same places.
///
/// @param spatialScale places of the map for one pixel of the regions
/// @param outputDim C
/// @param groupSize k
record PositionSensitiveRoiPool(float spatialScale, int outputDim, int groupSize)
    implements CustomOp {
  static final String DOMAIN = "dev.gatun.zoo";
  static final String TYPE = "PSRoiPool";

  private static final float LEAST_EXTENT = 0.1f;

  PositionSensitiveRoiPool {
    if (!(spatialScale > 0) || outputDim < 1 || groupSize < 1) {
      throw new InvalidInputException(
          "got spatial_scale %s, output_dim %d and group_size %d, required positive numbers"
              .formatted(spatialScale, outputDim, groupSize));
    }
  }

  /// What loads files with this operator.
  static LoadOptions registered(LoadOptions options) {
    return options.withOperator(DOMAIN, TYPE, PositionSensitiveRoiPool::read);
  }

  private static PositionSensitiveRoiPool read(NodeAttributes node) {
    return new PositionSensitiveRoiPool(
        node.number("spatial_scale", 0),
        Math.toIntExact(node.integer("output_dim", 0)),
        Math.toIntExact(node.integer("group_size", 0)));
  }

  /// Adds the operator to a network, and to its file what it means in standard operators.
  Value applied(Value x, Value regions) {
    Attributes attributes =
        Attributes.none()
            .with("spatial_scale", spatialScale)
            .with("output_dim", outputDim)
            .with("group_size", groupSize);
    Shape y = Shape.of(regions.shape().dim(0), outputDim, groupSize, groupSize);
    return x.net().call(PositionSensitiveRoiFunction.function(), y, attributes, x, regions);
  }

  @Override
  public String domain() {
    return DOMAIN;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<TensorType> outputTypes(List<@Nullable TensorType> inputs) {
    TensorType x = Objects.requireNonNull(inputs.getFirst());
    List<Dim> maps = Objects.requireNonNull(x.dims());
    List<Dim> regions = Objects.requireNonNull(Objects.requireNonNull(inputs.get(1)).dims());
    Dim channels = Dim.of((long) outputDim * groupSize * groupSize);
    boolean fits = maps.size() == 4 && (!maps.get(1).isKnown() || maps.get(1).equals(channels));
    if (!fits || regions.size() != 2) {
      throw new InvalidInputException(
          "%s: got maps %s and regions %s, required [N, %s, H, W] and [R, 5]"
              .formatted(title(), maps, regions, channels));
    }
    Dim bins = Dim.of(groupSize);
    return List.of(
        new TensorType(x.dtype(), List.of(regions.getFirst(), Dim.of(outputDim), bins, bins)));
  }

  @Override
  public void run(List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs) {
    Tensor x = Objects.requireNonNull(inputs.getFirst());
    Tensor regions = Objects.requireNonNull(inputs.get(1));
    Tensor y = Objects.requireNonNull(outputs.getFirst());
    long height = x.shape().dim(2);
    long width = x.shape().dim(3);
    long at = 0;
    for (long region = 0; region < regions.shape().dim(0); region++) {
      long picture = (long) regions.getDouble(5 * region);
      if (picture < 0 || picture >= x.shape().dim(0)) {
        throw new InvalidInputException(
            "%s: got region %d of picture %d, required one of %d"
                .formatted(title(), region, picture, x.shape().dim(0)));
      }
      for (int map = 0; map < outputDim * groupSize * groupSize; map++) {
        Part rows = part(regions, region, 1, map / groupSize % groupSize, height);
        Part columns = part(regions, region, 0, map % groupSize, width);
        long plane = (picture * x.shape().dim(1) + map) * height * width;
        y.setDouble(at++, mean(x, plane, width, rows, columns));
      }
    }
  }

  /// Places along one axis.
  ///
  /// @param from the first
  /// @param to behind the last
  private record Part(long from, long to) {
    long size() {
      return Math.max(0, to - from);
    }
  }

  private Part part(Tensor regions, long region, int axis, int bin, long places) {
    float low = whole(regions, 5 * region + 1 + axis) * spatialScale;
    float high = (whole(regions, 5 * region + 3 + axis) + 1) * spatialScale;
    float extent = Math.max(high - low, LEAST_EXTENT);
    double from = Math.floor((bin * extent + low * groupSize) / groupSize);
    double to = Math.ceil(((bin + 1) * extent + low * groupSize) / groupSize);
    return new Part(Math.clamp((long) from, 0, places), Math.clamp((long) to, 0, places));
  }

  private static float whole(Tensor regions, long i) {
    return (float) Math.floor((float) regions.getDouble(i) + 0.5f);
  }

  private static double mean(Tensor x, long plane, long width, Part rows, Part columns) {
    double sum = 0;
    for (long row = rows.from(); row < rows.to(); row++) {
      for (long column = columns.from(); column < columns.to(); column++) {
        sum += x.getDouble(plane + row * width + column);
      }
    }
    return sum / Math.max(1, rows.size() * columns.size());
  }
}
