package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.op.Activation;
import dev.gatun.spi.PlanReport;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A launch of `conv` in `conv.cl`: the members of its struct by name, and where packed weights
/// come from. Three numbers are depth, height, width.
final class ConvLaunch {
  /// A side of the product.
  ///
  /// @param block memory
  /// @param channels of a group
  /// @param stride floats from pixel to pixel
  /// @param offset floats to the first
  /// @param group floats from group to group
  /// @param extents depth, height, width
  record Side(Block block, int channels, int stride, int offset, int group, int[] extents) {
    static Side of(ChannelsLast place, int groups) {
      int channels = place.c() / groups;
      return new Side(
          place.block(),
          channels,
          place.stride(),
          place.offset(),
          channels,
          new int[] {place.d(), place.h(), place.w()});
    }
  }

  /// Which taps of the kernel take part, and where their inputs lie.
  ///
  /// @param count taps of each axis
  /// @param first the first one
  /// @param step from one to the next
  /// @param stride inputs from output to output
  /// @param dilation inputs from tap to tap, may be negative
  /// @param pad inputs before the first
  record Taps(int[] count, int[] first, int[] step, int[] stride, int[] dilation, int[] pad) {
    int volume() {
      return count[0] * count[1] * count[2];
    }

    /// Whether each output is made of the input at its place alone.
    boolean arePoint() {
      return volume() == 1 && Arrays.equals(stride, ONES) && Arrays.equals(pad, ZEROS);
    }
  }

  /// The outputs computed: every `step`-th from `base` on.
  ///
  /// @param images how many
  /// @param count outputs of each axis
  /// @param step from one to the next in y
  /// @param base the first one's place in y
  record Grid(int images, int[] count, int[] step, int[] base) {
    static Grid all(int images, int[] extents) {
      return new Grid(images, extents, ONES, ZEROS);
    }

    /// Whether they are as many on each axis; all outputs, if these are the output's extents.
    boolean counts(int[] extents) {
      return Arrays.equals(count, extents);
    }

    int pixels() {
      return Math.multiplyExact(images, Math.multiplyExact(count[0], count[1] * count[2]));
    }
  }

  /// Where a weight lies in its tensor.
  ///
  /// @param kernel extents
  /// @param groupStride floats from group to group
  /// @param outStride floats from output to output of a group
  /// @param inStride floats from input to input of a group
  /// @param tapStride floats from tap to tap
  /// @param factor of every weight
  record View(
      int[] kernel, int groupStride, int outStride, int inStride, int tapStride, float factor) {}

  /// Items of a group that shares local memory, along each dimension.
  private static final int SIDE = 8;

  private static final int[] ONES = {1, 1, 1};
  private static final int[] ZEROS = {0, 0, 0};

  private final Lowering lowering;
  private final int groups;
  private final Side x;
  private final Side y;
  private final Taps taps;
  private final Grid grid;
  private final Tile tile;

  /// With the tile that suits the product.
  ConvLaunch(Lowering lowering, int groups, Side x, Side y, Taps taps, Grid grid) {
    this(lowering, groups, x, y, taps, grid, lowering.shaping().tile(y.channels, grid.pixels()));
  }

  /// With the tile that weights were packed for.
  ConvLaunch(Lowering lowering, int groups, Side x, Side y, Taps taps, Grid grid, Tile tile) {
    this.lowering = lowering;
    this.groups = groups;
    this.x = x;
    this.y = y;
    this.taps = taps;
    this.grid = grid;
    this.tile = tile;
  }

  private int panels() {
    return Math.ceilDiv(y.channels, width());
  }

  /// Output channels of a panel.
  private int width() {
    return lowering.shaping().panel(tile);
  }

  /// The packed weights of a value.
  Block weights(String value, String packing, View view) {
    String key = packing + ", panels of " + width();
    return lowering.packed(value, key, (l, plain) -> pack(l, value, plain, view));
  }

  private Block pack(Lowering target, String value, Block plain, View view) {
    Shaping shaping = target.shaping();
    int width = width();
    long size = (long) groups * panels() * taps.volume() * x.channels * width;
    Block packed = Block.planned(size);
    Struct struct =
        new Struct()
            .add(groups, y.channels, x.channels, width, panels())
            .add(taps.count)
            .add(taps.first)
            .add(taps.step)
            .add(view.kernel[1], view.kernel[2])
            .add(view.groupStride, view.outStride, view.inStride, view.tapStride)
            .real(view.factor);
    target.launch(
        lowering.aside(value, "pack"),
        Source.PACK,
        "pack",
        List.of(plain, packed),
        struct,
        Range.groups(
            new long[] {shaping.vector(), 1, 1},
            (long) x.channels * width,
            taps.volume(),
            (long) groups * panels()));
    return packed;
  }

  /// Adds the launch.
  ///
  /// @param report what it does
  /// @param weights packed
  /// @param bias one float per output channel
  /// @param biasGroup floats of the bias from group to group
  /// @param residual added, or null
  /// @param f applied last
  void launch(
      PlanReport.StepReport report,
      Block weights,
      Block bias,
      int biasGroup,
      @Nullable Side residual,
      Activation f) {
    int panels = Math.multiplyExact(panels(), groups);
    int tiles = Math.ceilDiv(grid.pixels(), tile.pixels());
    Strips strips = strips(tiles);
    Struct struct =
        new Struct()
            .add(x.channels, x.stride, x.offset, x.group)
            .add(x.extents)
            .add(y.channels, y.stride, y.offset, y.group)
            .add(grid.count)
            .add(taps.count)
            .add(taps.stride)
            .add(taps.dilation)
            .add(taps.pad)
            .add(
                grid.pixels(),
                Math.toIntExact(strips.tiles() * tile.pixels()),
                panels(),
                panels,
                biasGroup)
            .add(residual == null ? 0 : residual.stride, residual == null ? 0 : residual.offset)
            .add(y.extents)
            .add(grid.step)
            .add(grid.base)
            .add(taps.arePoint() && grid.counts(x.extents) ? 1 : 0)
            .add(grid.counts(y.extents) ? 1 : 0)
            .add(f);
    Block zeros = lowering.zeros(taps.count[2] * x.channels);
    lowering.launch(
        report,
        tile.source(),
        tile,
        tile.kernel(),
        List.of(x.block, weights, bias, residual == null ? zeros : residual.block, zeros, y.block),
        struct,
        tile.shared()
            ? Range.groups(new long[] {SIDE, SIDE}, (long) SIDE * tiles, (long) SIDE * panels)
            : strips.range());
  }

  private Strips strips(int tiles) {
    boolean shared = x.group < x.stride; // by groups: channels of the same pixels, or one A
    long sets = shared ? 1 : groups;
    long pixelBytes = (long) Float.BYTES * (shared ? x.stride : x.channels);
    long rows = (long) taps.count[0] * taps.count[1];
    long pixels = (long) grid.images * x.extents[0] * x.extents[1] * x.extents[2];
    return Strips.of(
        new Strips.Work(
            tiles,
            sets,
            panels() * (groups / sets),
            pixelBytes * rows * taps.stride[2] * tile.pixels(),
            pixelBytes * pixels,
            (long) Float.BYTES * taps.volume() * x.channels * width()),
        lowering.shaping().busy());
  }

  /// The kernel's name with its tile.
  String name() {
    return tile.label() + "v" + lowering.shaping().vector();
  }
}
