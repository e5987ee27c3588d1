package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Tile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Copies whose source and target agree once some axes are told apart: blocks of pixels, tiles.
final class RearrangeLowering implements NodeLowering {
  /// `[N, rows of a block, columns of a block, C, H, W]` to `[N, C, H, rows, W, columns]`.
  private static final int[] BLOCK_FIRST = {0, 3, 4, 1, 5, 2};

  /// `[N, C, rows of a block, columns of a block, H, W]` to the same.
  private static final int[] CHANNEL_FIRST = {0, 1, 4, 2, 5, 3};

  private final Lowering lowering;

  RearrangeLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    return switch (node.op()) {
      case Tile op -> op.repeats() != null && tileAxes(node) <= Loops.MAX_AXES;
      case DepthToSpace ignored -> true;
      case SpaceToDepth ignored -> true;
      default -> false;
    };
  }

  private int tileAxes(Node node) {
    Shape x = lowering.shape(node.input(0));
    Shape y = lowering.shape(node.output());
    int axes = 0;
    for (int i = 0; i < x.rank(); i++) {
      axes += isTiled(x, y, i) ? 2 : 1;
    }
    return axes;
  }

  /// Whether an axis is repeated as a whole, not one element of it.
  private static boolean isTiled(Shape x, Shape y, int axis) {
    return x.dim(axis) != 1 && x.dim(axis) != y.dim(axis);
  }

  @Override
  public void lower(Node node) {
    Strided x = lowering.strided(node.input(0));
    Strided y = lowering.target(node.output(), x.isChannelsFastest());
    switch (node.op()) {
      case Tile ignored -> tile(node, x, y);
      case DepthToSpace op -> {
        boolean channelFirst = op.columnRowDepth();
        copy(node, channels(x, op.block(), channelFirst), blocks(y, op.block()));
      }
      case SpaceToDepth op -> copy(node, blocks(x, op.block()), channels(y, op.block(), false));
      default -> throw new IllegalStateException("no rearrangement: " + node.op().title());
    }
  }

  private void copy(Node node, Strided x, Strided y) {
    Copies.copy(lowering, lowering.report(node, "copy"), x, y);
  }

  private void tile(Node node, Strided x, Strided y) {
    Shape from = lowering.shape(node.input(0));
    Shape to = lowering.shape(node.output());
    int[] extents = new int[tileAxes(node)];
    int[] strides = new int[extents.length];
    int axis = 0;
    for (int i = 0; i < from.rank(); i++) {
      int extent = from.intDim(i);
      if (isTiled(from, to, i)) {
        extents[axis++] = to.intDim(i) / extent; // stride 0: every tile is the same
        extents[axis] = extent;
        strides[axis++] = x.strides()[i];
      } else {
        extents[axis] = to.intDim(i);
        strides[axis++] = extent == 1 ? 0 : x.strides()[i];
      }
    }
    copy(node, new Strided(x.block(), x.offset(), extents, strides), apart(y, extents));
  }

  /// `[N, C, H·b, W·b]` as `[N, C, H, b, W, b]`.
  private static Strided blocks(Strided image, int b) {
    int[] e = image.extents();
    return apart(image, e[0], e[1], e[2] / b, b, e[3] / b, b);
  }

  /// `[N, C·b², H, W]` as `[N, C, H, b, W, b]`.
  private static Strided channels(Strided image, int b, boolean channelFirst) {
    int[] e = image.extents();
    int c = e[1] / (b * b);
    return channelFirst
        ? apart(image, e[0], c, b, b, e[2], e[3]).permuted(CHANNEL_FIRST)
        : apart(image, e[0], b, b, c, e[2], e[3]).permuted(BLOCK_FIRST);
  }

  private static Strided apart(Strided value, int... extents) {
    @Nullable Strided apart = value.reshaped(extents);
    if (apart == null) {
      throw new IllegalStateException("axes cannot be told apart as " + Arrays.toString(extents));
    }
    return apart;
  }
}
