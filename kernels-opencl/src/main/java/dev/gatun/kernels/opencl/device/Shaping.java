package dev.gatun.kernels.opencl.device;

import dev.gatun.kernels.opencl.cl.DeviceInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// What the programs' vectors and register tiles look like on a device, a pure function of what it
/// says of itself.
///
/// PoCL 3.1 on a processor with 512-bit vectors, pixels × vectors, GFLOP/s of the fastest of 8
/// rounds in turns (a program that was not kept), two shared cores, 3×3 64 → 64 on 56×56 and 1×1
/// 256 → 64 on 56×56: 6×4 235 and 210, 5×4 239 and 199, 4×4 230 and 204, 9×3 151 and 135, 10×2 190
/// and 181. With 256-bit vectors, which have 16 registers, `gatun tune` prefers 6×2 to 4×2 by 0.86
/// of the time; it is the shape that BLIS has for them.
///
/// @param vector floats of a vector: 4, 8 or 16
/// @param pixels neighbours in a row that a work item of a depthwise convolution or a pool computes
/// @param tiles of convolutions, by their vectors, the widest first
/// @param winograd when 3 × 3 convolutions are transformed
/// @param roundBytes that launches which follow each other should pass on at most
/// @param busy work items from which on the device is busy
public record Shaping(
    int vector, int pixels, List<Tile> tiles, Winograd winograd, long roundBytes, int busy) {
  /// What caches of a processor hold, and more than launches of a graphics processor cost.
  private static final long PROCESSOR_ROUND = 8L << 20;

  private static final long GRAPHICS_ROUND = 256L << 20;

  /// Items of each core: enough that a thread which comes late costs little.
  private static final int CORE_BUSY = 64;

  private static final int GRAPHICS_BUSY = 1 << 17;

  private static final int MOST_PIXELS = 16;
  private static final int MOST_TILES = 8;
  private static final long LEAST_ROUND = 1L << 12;
  private static final long LARGEST_ROUND = 1L << 30;

  /// What a group of [Tile#SHARED] needs.
  private static final int SHARED_ITEMS = 64;

  private static final int SHARED_BYTES = 8192;

  /// When 3 × 3 convolutions are transformed.
  public enum Winograd {
    /// Where it is expected to be faster.
    WHERE_IT_PAYS,
    /// Nowhere.
    NEVER,
    /// Wherever it can be, for tests.
    ALWAYS
  }

  /// One that the programs can be built with.
  ///
  /// @throws IllegalArgumentException if they cannot
  public Shaping {
    tiles = List.copyOf(tiles);
    require(vector == 4 || vector == 8 || vector == 16, "vector", vector, "4, 8 or 16");
    require(pixels >= 1 && pixels <= MOST_PIXELS, "pixels", pixels, "1 to " + MOST_PIXELS);
    require(
        !tiles.isEmpty()
            && tiles.size() <= MOST_TILES
            && new HashSet<>(tiles).size() == tiles.size(),
        "tiles",
        tiles,
        "1 to " + MOST_TILES + " different ones");
    require(vector == 4 || !tiles.contains(Tile.SHARED), "vector", vector, "4 for the shared tile");
    require(
        roundBytes >= LEAST_ROUND && roundBytes <= LARGEST_ROUND,
        "roundBytes",
        roundBytes,
        LEAST_ROUND + " to " + LARGEST_ROUND);
  }

  private static void require(boolean holds, String name, Object got, String required) {
    if (!holds) {
      throw new IllegalArgumentException("got " + name + " " + got + ", required " + required);
    }
  }

  /// One row of a product, which streams weights.
  public static final Tile LINE = Tile.registers(1, 4);

  /// Chooses.
  ///
  /// @param info of the device
  /// @return the tiles
  public static Shaping of(DeviceInfo info) {
    return info.kind() == DeviceInfo.Kind.GPU
        ? graphics()
        : processor(info.floats() >= 16 ? 16 : info.floats() >= 8 ? 8 : 4)
            .withBusy(CORE_BUSY * Math.max(1, info.units()));
  }

  /// {@return tiles of a graphics processor, which work on any device}
  public static Shaping graphics() {
    return new Shaping(
        4,
        4,
        List.of(Tile.SHARED, Tile.registers(4, 2), Tile.registers(4, 1)),
        Winograd.WHERE_IT_PAYS,
        GRAPHICS_ROUND,
        GRAPHICS_BUSY);
  }

  /// {@return tiles of a processor, which work on any device}
  ///
  /// @param vector floats of a vector: 4, 8 or 16
  public static Shaping processor(int vector) {
    return switch (vector) {
      case 16 -> // and 32 registers
          processor(16, 8, Tile.registers(6, 4), Tile.registers(8, 2), Tile.registers(8, 1));
      case 8 -> processor(8, 6, Tile.registers(6, 2), Tile.registers(8, 1));
      default -> processor(4, 4, Tile.registers(4, 2), Tile.registers(8, 1));
    };
  }

  private static Shaping processor(int vector, int pixels, Tile... tiles) {
    List<Tile> all = new ArrayList<>(List.of(tiles));
    all.add(LINE);
    return new Shaping(vector, pixels, all, Winograd.WHERE_IT_PAYS, PROCESSOR_ROUND, CORE_BUSY);
  }

  /// {@return the copy}
  ///
  /// @param others neighbours that a work item computes
  public Shaping withPixels(int others) {
    return new Shaping(vector, others, tiles, winograd, roundBytes, busy);
  }

  /// {@return the copy}
  ///
  /// @param other when 3 × 3 convolutions are transformed
  public Shaping withWinograd(Winograd other) {
    return new Shaping(vector, pixels, tiles, other, roundBytes, busy);
  }

  /// {@return the copy}
  ///
  /// @param others of convolutions
  public Shaping withTiles(List<Tile> others) {
    return new Shaping(vector, pixels, others, winograd, roundBytes, busy);
  }

  /// {@return the copy}
  ///
  /// @param bytes that launches which follow each other should pass on at most
  public Shaping withRoundBytes(long bytes) {
    return new Shaping(vector, pixels, tiles, winograd, bytes, busy);
  }

  /// {@return the copy}
  ///
  /// @param items from which on the device is busy
  public Shaping withBusy(int items) {
    return new Shaping(vector, pixels, tiles, winograd, roundBytes, items);
  }

  /// The tile that computes fewest channels beyond those wanted, the widest of such.
  ///
  /// @param channels outputs of a group
  /// @param pixels of all images
  /// @return the tile
  public Tile tile(int channels, long pixels) {
    if (pixels == 1 && tiles.contains(LINE)) {
      return LINE;
    }
    int vectors = Math.ceilDiv(channels, vector);
    Tile best = tiles.getFirst();
    for (Tile tile : tiles) {
      if (!tile.equals(LINE) && padded(vectors, tile) < padded(vectors, best)) {
        best = tile;
      }
    }
    return best;
  }

  private static int padded(int vectors, Tile tile) {
    return Math.ceilDiv(vectors, tile.vectors()) * tile.vectors();
  }

  /// Output channels of a tile.
  ///
  /// @param tile which
  /// @return floats of a panel's row
  public int panel(Tile tile) {
    return vector * tile.vectors();
  }

  /// {@return the tiles as files name them, separated by spaces}
  public String tilesText() {
    return tiles.stream().map(Tile::text).collect(Collectors.joining(" "));
  }

  /// {@return one line for people}
  public String summary() {
    return "vectors of %d; tiles %s; depthwise %d; winograd %s; rounds of %d KiB"
        .formatted(
            vector,
            tilesText(),
            pixels,
            winograd == Winograd.NEVER ? "never" : "where it pays",
            roundBytes >> 10);
  }

  /// Whether a device has what its tiles need.
  ///
  /// @param info of the device
  /// @return false if local memory or work groups are too small
  public boolean fits(DeviceInfo info) {
    return !tiles.contains(Tile.SHARED)
        || (info.group() >= SHARED_ITEMS && info.local() >= SHARED_BYTES);
  }

  /// {@return what the compiler is told; PoCL would write warnings of its optimiser to stderr}
  String options() {
    return "-cl-std=CL1.2 -w -DV=" + vector + " -DPX=" + pixels;
  }
}
