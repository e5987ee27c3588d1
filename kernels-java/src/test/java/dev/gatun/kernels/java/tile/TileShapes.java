package dev.gatun.kernels.java.tile;

import dev.gatun.kernels.java.tile.TileShape.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Which tiles exist. Register budget: pixels × blocks accumulators, `blocks` weights and one
/// broadcast input.
///
/// Few shapes, since each one that a process uses costs C2 up to a third of a second: the largest
/// that fits, and powers of two or sevens for the ends of rows.
final class TileShapes {
  /// Pixel counts per number of output blocks where 32 registers can be counted on.
  static final Map<Integer, int[]> WIDE = new TreeMap<>();

  /// The same with 16 registers.
  static final Map<Integer, int[]> NARROW = new TreeMap<>();

  /// Blocked stride 2.
  static final Map<Integer, int[]> STRIDE_2 = new TreeMap<>();

  /// The same with 16 registers.
  static final Map<Integer, int[]> NARROW_STRIDE_2 = new TreeMap<>();

  /// Blocked stride 1, outputs any distance apart.
  static final Map<Integer, int[]> ROWS = new TreeMap<>();

  /// The same with 16 registers.
  static final Map<Integer, int[]> NARROW_ROWS = new TreeMap<>();

  /// Rows of a matrix, and outputs any distance apart. Eight rows at most: lines whose distance is
  /// a power of two share one set of the L1 cache, which has 8 to 12 ways.
  static final Map<Integer, int[]> LINES = new TreeMap<>();

  /// The same with 16 registers.
  static final Map<Integer, int[]> NARROW_LINES = new TreeMap<>();

  /// Planar layouts, stride 1 and 2.
  static final Map<Integer, int[]> PLANAR = new TreeMap<>();

  /// The same with 16 registers.
  static final Map<Integer, int[]> NARROW_PLANAR = new TreeMap<>();

  /// Any other stride.
  static final Map<Integer, int[]> ANY = new TreeMap<>();

  /// Pixel counts of depthwise tiles with a constant stride.
  static final int[] CHANNELWISE = {14, 10, 8, 7, 4, 2, 1};

  /// Pixel counts of pool tiles with a constant stride. Pools wait for memory: 14 pixels are no
  /// faster than 7, and take thrice as long to compile.
  static final int[] POOL = {7, 4, 2, 1};

  /// Taps behind one entry of a depthwise tile's table: any taps one by one, rows of a 3 × 3 and of
  /// a 5 × 5 kernel.
  static final int[] DEPTHWISE_COLUMNS = {1, 3, 5};

  /// The same of a pool.
  static final int[] POOL_COLUMNS = {1, 2, 3};

  /// Pixel counts of depthwise and pool tiles with any stride.
  static final int[] CHANNELWISE_ANY = {4, 1};

  /// Rows and columns of outputs of the Winograd tiles.
  static final int[] WINOGRAD = {2, 4};

  /// Of 16 registers, those that C2 leaves to a tile: beside accumulators, weights and an input it
  /// keeps inputs and weights of the next products. Data in the L1 cache, a core of an EPYC with
  /// 256-bit vectors and a roof of 102 GFLOP/s: 5 × 2 does 98, 3 × 3 97, 4 × 2 96, 2 × 4 87 and 12
  /// × 1 83, but 6 × 2 53, 14 × 1 48 and 4 × 3 42, for their accumulators go through memory.
  ///
  /// On pixels there is no 3 × 3: it reads 21 bytes of weights a cycle, 5 × 2 13. Of 1 × 1
  /// convolutions in runs of 16 KB of weights, 728 channels of 19 × 19 pixels gained 2 % without
  /// it, 256 of 28 × 28 4 % and 512 of 14 × 14 6 %.
  static final int FREE_OF_16 = 14;

  static {
    WIDE.put(1, new int[] {14, 7, 2, 1});
    WIDE.put(2, new int[] {14, 7, 2, 1});
    WIDE.put(3, new int[] {7, 2, 1});
    WIDE.put(4, new int[] {6, 4, 2, 1});
    NARROW.put(1, new int[] {12, 8, 4, 2, 1});
    NARROW.put(2, new int[] {5, 4, 3, 2, 1});
    STRIDE_2.put(1, new int[] {14, 7, 4, 2, 1});
    STRIDE_2.put(2, new int[] {14, 7, 4, 2, 1});
    STRIDE_2.put(3, new int[] {7, 2, 1});
    STRIDE_2.put(4, new int[] {6, 4, 2, 1});
    NARROW_STRIDE_2.put(1, new int[] {8, 4, 2, 1});
    NARROW_STRIDE_2.put(2, new int[] {5, 4, 2, 1});
    NARROW_STRIDE_2.put(4, new int[] {1});
    ROWS.put(1, new int[] {14, 4, 2, 1});
    ROWS.put(2, new int[] {12, 6, 2, 1});
    ROWS.put(4, new int[] {6, 2, 1});
    ROWS.put(8, new int[] {1});
    NARROW_ROWS.put(1, new int[] {12, 4, 2, 1});
    NARROW_ROWS.put(2, new int[] {5, 2, 1});
    NARROW_ROWS.put(4, new int[] {1});
    NARROW_ROWS.put(8, new int[] {1});
    LINES.put(1, new int[] {8, 2, 1});
    LINES.put(2, new int[] {8, 2, 1});
    LINES.put(4, new int[] {6, 2, 1});
    LINES.put(8, new int[] {1});
    NARROW_LINES.put(1, new int[] {4, 2, 1});
    NARROW_LINES.put(2, new int[] {4, 2, 1});
    NARROW_LINES.put(3, new int[] {3, 2, 1});
    NARROW_LINES.put(4, new int[] {1});
    NARROW_LINES.put(8, new int[] {1});
    PLANAR.put(1, new int[] {14, 8, 7, 4, 2, 1});
    PLANAR.put(2, new int[] {14, 8, 7, 4, 2, 1});
    NARROW_PLANAR.put(1, new int[] {8, 4, 2, 1});
    NARROW_PLANAR.put(2, new int[] {5, 4, 2, 1});
    ANY.put(1, new int[] {8, 4, 1});
    ANY.put(2, new int[] {7, 4, 1});
    ANY.put(3, new int[] {1});
    ANY.put(4, new int[] {1});
    ANY.put(8, new int[] {1});
  }

  private TileShapes() {}

  /// Whether a shape leaves an accumulator for each output within a register budget.
  ///
  /// @param pixels pixels
  /// @param blocks blocks
  /// @param registers vector registers
  /// @return whether it fits
  static boolean fits(int pixels, int blocks, int registers) {
    return pixels * blocks + Math.min(blocks, 2) + 1 <= registers;
  }

  /// Whether a tile is written for 16 registers.
  ///
  /// @param shape a convolution tile
  /// @return whether it is in one of the tables for them, or in one for all machines
  static boolean isNarrow(TileShape shape) {
    List<Map<Integer, int[]>> tables =
        switch (shape.step()) {
          case BLOCK -> List.of(NARROW);
          case BLOCK2 -> List.of(STRIDE_2, NARROW_STRIDE_2);
          case ROWS -> List.of(ROWS, NARROW_ROWS);
          case LINES -> List.of(NARROW_LINES);
          case PLANAR, PLANAR2 -> List.of(PLANAR, NARROW_PLANAR);
          case ANY -> List.of(ANY);
        };
    return fits(shape.pixels(), shape.blocks(), 16)
        && tables.stream()
            .flatMapToInt(table -> IntStream.of(table.getOrDefault(shape.blocks(), new int[0])))
            .anyMatch(p -> p == shape.pixels());
  }

  /// @return every convolution tile class once
  static List<TileShape> conv() {
    Set<TileShape> all = new LinkedHashSet<>();
    add(all, WIDE, Step.BLOCK);
    add(all, NARROW, Step.BLOCK);
    add(all, STRIDE_2, Step.BLOCK2);
    add(all, NARROW_STRIDE_2, Step.BLOCK2);
    add(all, ROWS, Step.ROWS);
    add(all, NARROW_ROWS, Step.ROWS);
    add(all, LINES, Step.LINES);
    add(all, NARROW_LINES, Step.LINES);
    add(all, PLANAR, Step.PLANAR);
    add(all, PLANAR, Step.PLANAR2);
    add(all, NARROW_PLANAR, Step.PLANAR);
    add(all, NARROW_PLANAR, Step.PLANAR2);
    add(all, ANY, Step.ANY);
    return new ArrayList<>(all);
  }

  private static void add(Set<TileShape> all, Map<Integer, int[]> table, Step step) {
    table.forEach((blocks, pixels) -> {
      for (int p : pixels) {
        all.add(shape("F32Conv", p, blocks, step));
      }
    });
  }

  /// Every tile of a depthwise convolution or a pool once.
  ///
  /// @param kind class name's beginning
  /// @param counts pixel counts of tiles with a constant stride
  /// @param columns taps behind one entry of the table
  /// @return the shapes
  static List<TileShape> channelwise(String kind, int[] counts, int columns) {
    Set<TileShape> all = new LinkedHashSet<>();
    for (int pixels : counts) {
      all.add(channelwise(kind, columns, pixels, Step.BLOCK));
      all.add(channelwise(kind, columns, pixels, Step.BLOCK2));
    }
    if (columns == 1) {
      for (int pixels : CHANNELWISE_ANY) {
        all.add(channelwise(kind, columns, pixels, Step.ANY));
      }
    }
    return new ArrayList<>(all);
  }

  /// A tile of a depthwise convolution or a pool.
  ///
  /// @param kind class name's beginning
  /// @param columns taps behind one entry of the table
  /// @param pixels pixels
  /// @param step distance
  /// @return the shape
  static TileShape channelwise(String kind, int columns, int pixels, Step step) {
    return shape(columns == 1 ? kind : kind + columns + "w", pixels, 0, step);
  }

  /// A shape; one pixel has no neighbour, so it takes any stride.
  ///
  /// @param kind class name's beginning
  /// @param pixels pixels
  /// @param blocks blocks
  /// @param step distance
  /// @return the shape
  static TileShape shape(String kind, int pixels, int blocks, Step step) {
    return new TileShape(kind, pixels, blocks, pixels == 1 ? Step.ANY : step);
  }
}
