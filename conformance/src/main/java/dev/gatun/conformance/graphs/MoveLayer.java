package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves elements and computes nothing.
///
/// @param kind where to
record MoveLayer(Kind kind) implements Layer {
  /// Ways to move.
  enum Kind {
    /// `[N, …]` to `[N, rest]`.
    FLATTEN,
    /// As [#FLATTEN], by a Reshape to `0, -1`.
    RESHAPE,
    /// The first channel goes behind the others.
    SPLIT_AND_SWAP,
    /// Two groups of channels are interleaved, as ShuffleNet does.
    SHUFFLE,
    /// Channels to the last axis, a factor there, and back: what exporters leave of channels-last.
    LAST_AND_BACK,
    /// The last two axes change places.
    SWAP_LAST,
    DEPTH_TO_SPACE,
    SPACE_TO_DEPTH
  }

  private static final int SPLIT_READS_SIZES_SINCE = 13;

  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    return switch (kind) {
      case FLATTEN, RESHAPE -> x.rank() > 2 ? Shape.of(x.dim(0), x.size(1, x.rank())) : null;
      case SPLIT_AND_SWAP -> x.rank() > 2 && x.dim(1) > 1 ? x : null;
      case SHUFFLE -> x.rank() == 4 && x.dim(1) % 2 == 0 ? x : null;
      case LAST_AND_BACK -> x.rank() == 4 ? x : null;
      case SWAP_LAST -> x.rank() == 4 ? Shape.of(x.dim(0), x.dim(1), x.dim(3), x.dim(2)) : null;
      case DEPTH_TO_SPACE ->
          x.rank() == 4 && x.dim(1) % 4 == 0
              ? Shape.of(x.dim(0), x.dim(1) / 4, x.dim(2) * 2, x.dim(3) * 2)
              : null;
      case SPACE_TO_DEPTH ->
          x.rank() == 4 && x.dim(2) % 2 == 0 && x.dim(3) % 2 == 0
              ? Shape.of(x.dim(0), x.dim(1) * 4, x.dim(2) / 2, x.dim(3) / 2)
              : null;
    };
  }

  @Override
  public void write(LayerWriter to) {
    List<String> x = List.of(to.x());
    Attributes none = Attributes.none();
    switch (kind) {
      case FLATTEN -> to.node("Flatten", x, none.with("axis", 1));
      case RESHAPE -> to.node("Reshape", List.of(to.x(), to.ints("shape", 0, -1)), none);
      case SPLIT_AND_SWAP -> splitAndSwap(to);
      case SHUFFLE -> shuffle(to);
      case LAST_AND_BACK -> {
        List<String> last = List.of(to.inner("last"));
        to.node("Transpose", x, last, none.withInts("perm", 0, 2, 3, 1));
        String factors = to.uniform("factors", Shape.of(to.shape().dim(1)), 0.5, 2);
        List<String> scaled = List.of(to.inner("scaled"));
        to.node("Mul", List.of(last.getFirst(), factors), scaled, none);
        to.node("Transpose", scaled, none.withInts("perm", 0, 3, 1, 2));
      }
      case SWAP_LAST -> to.node("Transpose", x, none.withInts("perm", 0, 1, 3, 2));
      case DEPTH_TO_SPACE -> to.node("DepthToSpace", x, none.with("blocksize", 2));
      case SPACE_TO_DEPTH -> to.node("SpaceToDepth", x, none.with("blocksize", 2));
    }
  }

  private static void splitAndSwap(LayerWriter to) {
    long[] sizes = {1, to.shape().dim(1) - 1};
    List<String> parts = List.of(to.inner("first"), to.inner("others"));
    Attributes axis = Attributes.none().with("axis", 1);
    if (to.opset() < SPLIT_READS_SIZES_SINCE) {
      to.node("Split", List.of(to.x()), parts, axis.withInts("split", sizes));
    } else {
      to.node("Split", List.of(to.x(), to.ints("sizes", sizes)), parts, axis);
    }
    to.node("Concat", parts.reversed(), axis);
  }

  private static void shuffle(LayerWriter to) {
    long[] x = to.shape().toArray();
    String grouped = to.inner("grouped");
    String turned = to.inner("turned");
    // a batch of 0 means the batch that is there
    String groups = to.ints("groups", 0, 2, x[1] / 2, x[2], x[3]);
    to.node("Reshape", List.of(to.x(), groups), List.of(grouped), Attributes.none());
    to.node(
        "Transpose",
        List.of(grouped),
        List.of(turned),
        Attributes.none().withInts("perm", 0, 2, 1, 3, 4));
    to.node("Reshape", List.of(turned, to.ints("whole", 0, x[1], x[2], x[3])), Attributes.none());
  }
}
