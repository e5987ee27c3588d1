package dev.gatun.kernels.java.tile;

import dev.gatun.kernels.java.tile.TileShape.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Text of the table that lists the generated tiles. Each row loads its own classes only.
final class TableText {
  private static final StringBuilder HEAD =
      new StringBuilder(TileGenerator.HEADER)
          .append(
              """
              package dev.gatun.kernels.java.tile.vector;

              import dev.gatun.kernels.java.tile.ConvTile;
              import dev.gatun.kernels.java.tile.DepthwiseTile;
              import dev.gatun.kernels.java.tile.PoolTile;
              import java.util.List;

              /// The generated tiles, largest pixel count first; a row's classes load when it is asked for.
              final class TileTable {
                private TileTable() {}
              """);

  private TableText() {}

  /// @return the class
  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    conv(text, "wide", TileShapes.WIDE, Step.BLOCK, 32);
    conv(text, "wideS2", TileShapes.STRIDE_2, Step.BLOCK2, 32);
    conv(text, "wideRows", TileShapes.ROWS, Step.ROWS, 32);
    conv(text, "wideLines", TileShapes.LINES, Step.LINES, 32);
    conv(text, "widePlanar", TileShapes.PLANAR, Step.PLANAR, 32);
    conv(text, "widePlanarS2", TileShapes.PLANAR, Step.PLANAR2, 32);
    conv(text, "narrow", TileShapes.NARROW, Step.BLOCK, TileShapes.FREE_OF_16);
    conv(text, "narrowS2", TileShapes.NARROW_STRIDE_2, Step.BLOCK2, TileShapes.FREE_OF_16);
    conv(text, "narrowRows", TileShapes.NARROW_ROWS, Step.ROWS, TileShapes.FREE_OF_16);
    conv(text, "narrowLines", TileShapes.NARROW_LINES, Step.LINES, TileShapes.FREE_OF_16);
    conv(text, "narrowPlanar", TileShapes.NARROW_PLANAR, Step.PLANAR, TileShapes.FREE_OF_16);
    conv(text, "narrowPlanarS2", TileShapes.NARROW_PLANAR, Step.PLANAR2, TileShapes.FREE_OF_16);
    conv(text, "wideAny", TileShapes.ANY, Step.ANY, 32);
    conv(text, "narrowAny", TileShapes.ANY, Step.ANY, TileShapes.FREE_OF_16);
    channelwise(text, "Depthwise", TileShapes.DEPTHWISE_COLUMNS, TileShapes.CHANNELWISE, 8);
    channelwise(text, "Pool", TileShapes.POOL_COLUMNS, TileShapes.POOL, 5);
    return text.append("}\n").toString();
  }

  private static void conv(
      StringBuilder text, String name, Map<Integer, int[]> table, Step step, int registers) {
    text.append("\n  static List<ConvTile> ")
        .append(name)
        .append("(int blocks, int pixelStride) {\n");
    text.append("    return switch (blocks) {\n");
    table.forEach((blocks, pixels) -> {
      List<String> tiles = new ArrayList<>();
      Arrays.stream(pixels)
          .filter(p -> TileShapes.fits(p, blocks, registers))
          .forEach(p -> tiles.add(creation(TileShapes.shape("F32Conv", p, blocks, step))));
      text.append("      case %d -> List.of(%s);\n".formatted(blocks, String.join(", ", tiles)));
    });
    text.append("      default -> List.of();\n    };\n  }\n");
  }

  /// @param most pixels with 16 registers
  private static void channelwise(
      StringBuilder text, String kind, int[] columns, int[] pixels, int most) {
    channelwise(text, kind, "wide", columns, pixels, Step.BLOCK, 32);
    channelwise(text, kind, "wideS2", columns, pixels, Step.BLOCK2, 32);
    channelwise(text, kind, "narrow", columns, pixels, Step.BLOCK, most);
    channelwise(text, kind, "narrowS2", columns, pixels, Step.BLOCK2, most);
    channelwise(text, kind, "any", new int[] {1}, TileShapes.CHANNELWISE_ANY, Step.ANY, most);
  }

  private static void channelwise(
      StringBuilder text,
      String kind,
      String name,
      int[] columns,
      int[] pixels,
      Step step,
      int most) {
    text.append("\n  static List<%1$sTile> %2$s%1$s(".formatted(kind, name))
        .append("int columns, int pixelStride) {\n    return switch (columns) {\n");
    for (int c : columns) {
      List<String> tiles =
          Arrays.stream(pixels)
              .filter(p -> p <= most)
              .mapToObj(p -> creation(TileShapes.channelwise("F32" + kind, c, p, step)))
              .toList();
      text.append("      case %d -> List.of(%s);\n".formatted(c, String.join(", ", tiles)));
    }
    text.append("      default -> List.of();\n    };\n  }\n");
  }

  private static String creation(TileShape shape) {
    return "new " + shape.className() + (shape.isAny() ? "(pixelStride)" : "()");
  }
}
