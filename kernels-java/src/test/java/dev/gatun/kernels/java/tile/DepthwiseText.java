package dev.gatun.kernels.java.tile;

import java.util.stream.IntStream;

/// Text of one depthwise tile.
final class DepthwiseText {
  private final TileShape shape;
  private final ClassText out;

  /// @param shape which tile
  DepthwiseText(TileShape shape) {
    this.shape = shape;
    String comment = "%d pixels of one block; see [DepthwiseTile].".formatted(shape.pixels());
    this.out = new ClassText(shape, "DepthwiseTile", comment, true);
  }

  /// @return the class
  String text() {
    out.line("");
    out.line("  @Override");
    out.line("  public void run(");
    out.line("      MemorySegment x, long xOffset, int[] taps, int tapCount,");
    out.line("      MemorySegment w, long wOffset,");
    out.line("      MemorySegment b, long bOffset,");
    out.line("      MemorySegment y, long yOffset,");
    out.line("      float low, float high) {");
    out.pixelLocal();
    out.accumulators(
        IntStream.range(0, shape.pixels()).mapToObj(i -> "c" + i).toList(),
        "FloatVector.zero(SPECIES)");
    out.line("    FloatVector v;");
    out.line("    for (int t = 0; t < tapCount; t++) {");
    out.line("      long p = xOffset + taps[t];");
    out.line(
        "      FloatVector a = FloatVector.fromMemorySegment(SPECIES, w, wOffset + t * BLOCK, ORDER);");
    for (int i = 0; i < shape.pixels(); i++) {
      out.line(
          "      v = FloatVector.fromMemorySegment(SPECIES, x, p%s, ORDER); c%d = a.fma(v, c%d);",
          shape.displacement(i), i, i);
    }
    out.line("    }");
    out.line("    // store");
    out.line(
        "    FloatVector least = FloatVector.broadcast(SPECIES, low), most = FloatVector.broadcast(SPECIES, high);");
    out.line("    FloatVector bias = FloatVector.fromMemorySegment(SPECIES, b, bOffset, ORDER);");
    for (int i = 0; i < shape.pixels(); i++) {
      out.line(
          "    v = bias.add(c%d);"
              + " v = v.blend(least, v.compare(VectorOperators.LT, least));"
              + " v.blend(most, v.compare(VectorOperators.GT, most)).intoMemorySegment(y, yOffset%s, ORDER);",
          i, i == 0 ? "" : " + " + i + " * BLOCK");
    }
    out.line("  }");
    return out.end();
  }
}
