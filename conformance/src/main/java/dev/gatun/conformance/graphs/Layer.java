package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One layer of a random graph. It knows its own parameters only: the shapes of its weights follow
/// from what it reads, so that extents and channels above it may change.
interface Layer {
  /// The shape of the result.
  ///
  /// @param inputs shapes of what it reads
  /// @param opset version of the operators that it is written in
  /// @return the shape, or null where the layer does not fit there
  @Nullable Shape shape(List<Shape> inputs, int opset);

  /// Writes its nodes and weights.
  ///
  /// @param to where to
  void write(LayerWriter to);

  /// Layers that do a little less, the least first.
  ///
  /// @return candidates for a shrinker, whether they fit or not
  default List<Layer> simpler() {
    return List.of();
  }
}
