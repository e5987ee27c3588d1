package dev.gatun.kernels.java.tile;

import java.util.stream.IntStream;

/// Text of one pool tile.
final class PoolText {
  private final TileShape shape;
  private final ClassText out;

  /// @param shape which tile
  PoolText(TileShape shape) {
    this.shape = shape;
    String comment = "%d pixels of one block; see [PoolTile].".formatted(shape.pixels());
    this.out = new ClassText(shape, "PoolTile", comment, false);
  }

  /// @return the class
  String text() {
    method(
        "max", "", "FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY)", "max", "start.max");
    method("average", ", float scale", "FloatVector.zero(SPECIES)", "add", "factor.mul");
    return out.end();
  }

  private void method(String name, String parameter, String start, String combine, String finish) {
    out.line("");
    out.line("  @Override");
    out.line("  public void %s(", name);
    out.line("      MemorySegment x, long xOffset, int[] taps, int tapCount,");
    out.line("      MemorySegment y, long yOffset%s) {", parameter);
    out.pixelLocal();
    out.accumulators(IntStream.range(0, shape.pixels()).mapToObj(i -> "c" + i).toList(), start);
    out.line("    for (int t = 0; t < tapCount; t++) {");
    out.line("      long p = xOffset + taps[t];");
    for (int i = 0; i < shape.pixels(); i++) {
      String load =
          "FloatVector.fromMemorySegment(SPECIES, x, p%s, ORDER)".formatted(shape.displacement(i));
      out.line("      c%d = %s.%s(c%d);", i, load, combine, i);
    }
    out.line("    }");
    out.line("    // store");
    if (finish.startsWith("factor")) {
      out.line("    FloatVector factor = FloatVector.broadcast(SPECIES, scale);");
    }
    for (int i = 0; i < shape.pixels(); i++) {
      out.line(
          "    %s(c%d).intoMemorySegment(y, yOffset%s, ORDER);",
          finish, i, i == 0 ? "" : " + " + i + " * BLOCK");
    }
    out.line("  }");
  }
}
