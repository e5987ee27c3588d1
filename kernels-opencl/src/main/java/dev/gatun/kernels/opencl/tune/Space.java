package dev.gatun.kernels.opencl.tune;

import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The shapings that a search looks at: those whose sums fit into a device's registers.
final class Space {
  private static final int[] VECTORS = {4, 8, 16};
  private static final int[] PIXELS = {2, 3, 4, 5, 6, 8, 10, 12};
  private static final int[] DEPTHWISE = {2, 3, 4, 6, 8, 12};
  private static final int WIDEST = 4;
  private static final int SMALLEST_ROUND = 20;
  private static final int LARGEST_ROUND = 28;

  /// Floats that an item of a graphics processor has registers for, beside addresses.
  private static final int GRAPHICS_SUMS = 128;

  private final DeviceInfo info;

  private Space(DeviceInfo info) {
    this.info = info;
  }

  /// The axes of a device, those that decide most first.
  ///
  /// @param info of the device
  /// @return each gives the candidates that differ from a shaping along it
  static List<Function<Shaping, List<Shaping>>> axes(DeviceInfo info) {
    Space space = new Space(info);
    List<Function<Shaping, List<Shaping>>> axes = new ArrayList<>();
    axes.add(space::shipped);
    for (int vectors = 2; vectors <= WIDEST; vectors++) {
      axes.add(space.tiles(vectors));
    }
    axes.add(Space::winograd);
    axes.add(Space::depthwise);
    axes.add(space::shared);
    axes.add(Space::line);
    axes.add(Space::rounds);
    axes.add(space.tiles(1));
    return axes;
  }

  /// All of them, as wide as a device's vectors or not.
  private List<Shaping> shipped(Shaping from) {
    List<Shaping> all = new ArrayList<>();
    for (int vector : VECTORS) {
      all.add(Shaping.processor(vector).withBusy(from.busy()));
    }
    all.add(Shaping.graphics().withBusy(from.busy()));
    return all.stream().filter(shaping -> shaping.fits(info)).toList();
  }

  private Function<Shaping, List<Shaping>> tiles(int vectors) {
    return shaping -> tiles(shaping, vectors);
  }

  /// Another tile of so many vectors, or none.
  private List<Shaping> tiles(Shaping from, int vectors) {
    List<Tile> others =
        from.tiles().stream().filter(tile -> isSpecial(tile) || tile.vectors() != vectors).toList();
    List<Shaping> candidates = new ArrayList<>();
    for (int pixels : PIXELS) {
      if (hasRegisters(from.vector(), pixels, vectors)) {
        candidates.add(with(from, others, Tile.registers(pixels, vectors)));
      }
    }
    if (!others.stream().allMatch(Space::isSpecial)) {
      candidates.add(from.withTiles(others));
    }
    return candidates;
  }

  private static boolean isSpecial(Tile tile) {
    return tile.shared() || tile.equals(Shaping.LINE);
  }

  /// Sums, weights and one input.
  private boolean hasRegisters(int vector, int pixels, int vectors) {
    if (info.kind() == DeviceInfo.Kind.GPU) {
      return pixels * vectors * vector <= GRAPHICS_SUMS;
    }
    int registers = info.floats() >= 16 ? 32 : 16;
    int each = Math.ceilDiv(vector, info.floats());
    return (pixels * vectors + vectors + 1) * each <= registers;
  }

  /// The widest first, a row's last.
  private static Shaping with(Shaping from, List<Tile> tiles, Tile another) {
    List<Tile> all = new ArrayList<>(tiles);
    all.add(another);
    all.sort(
        Comparator.<Tile, Boolean>comparing(tile -> tile.equals(Shaping.LINE))
            .thenComparing(Tile::vectors, Comparator.reverseOrder()));
    return from.withTiles(all);
  }

  private static List<Shaping> winograd(Shaping from) {
    return List.of(
        from.withWinograd(Shaping.Winograd.NEVER),
        from.withWinograd(Shaping.Winograd.WHERE_IT_PAYS));
  }

  private static List<Shaping> depthwise(Shaping from) {
    List<Shaping> candidates = new ArrayList<>();
    for (int pixels : DEPTHWISE) {
      candidates.add(from.withPixels(pixels));
    }
    return candidates;
  }

  private static List<Shaping> line(Shaping from) {
    return List.of(toggled(from, Shaping.LINE));
  }

  private List<Shaping> shared(Shaping from) {
    boolean possible = from.vector() == Tile.SHARED_VECTOR;
    return possible
        ? List.of(toggled(from, Tile.SHARED)).stream().filter(s -> s.fits(info)).toList()
        : List.of();
  }

  private static Shaping toggled(Shaping from, Tile tile) {
    if (!from.tiles().contains(tile)) {
      return with(from, from.tiles(), tile);
    }
    List<Tile> others = from.tiles().stream().filter(other -> !other.equals(tile)).toList();
    return others.isEmpty() ? from : from.withTiles(others);
  }

  private static List<Shaping> rounds(Shaping from) {
    List<Shaping> candidates = new ArrayList<>();
    for (int bits = SMALLEST_ROUND; bits <= LARGEST_ROUND; bits += 2) {
      candidates.add(from.withRoundBytes(1L << bits));
      if (bits == 22) {
        candidates.add(from.withRoundBytes(1L << 23));
      }
    }
    return candidates;
  }
}
