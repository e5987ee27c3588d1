package dev.gatun.kernels.java.tile;

import java.util.stream.IntStream;

/// Text of one depthwise tile.
final class DepthwiseText {
  private final TileShape shape;
  private final int columns;
  private final ClassText out;

  /// @param shape which tile
  /// @param columns taps behind one entry of the table
  DepthwiseText(TileShape shape, int columns) {
    this.shape = shape;
    this.columns = columns;
    String comment =
        "%d pixels, kernel rows of %d taps; see [DepthwiseTile]."
            .formatted(shape.pixels(), columns);
    this.out = new ClassText(shape, "DepthwiseTile", Integer.toString(columns), comment, true);
  }

  /// @return the class
  String text() {
    int pixels = shape.pixels();
    out.line("");
    out.line("  @Override");
    out.line("  public void run(");
    out.line("      MemorySegment x, long xOffset, long xRow, int[] taps,");
    out.line("      MemorySegment w, long wOffset,");
    out.line("      MemorySegment b, long bOffset,");
    out.line("      MemorySegment y, long yOffset, long yRow,");
    out.line("      int rows, int width, float low, float high) {");
    out.rowAddresses(columns);
    out.line("    long wa = Raw.address(w, wOffset, %dL * taps.length * BLOCK);", columns);
    out.line("    FloatVector bias = FloatVector.fromMemorySegment(SPECIES, b, bOffset, ORDER);");
    out.line(
        "    FloatVector least = FloatVector.broadcast(SPECIES, low), most = FloatVector.broadcast(SPECIES, high);");
    out.line(
        "    boolean bounded = low > Float.NEGATIVE_INFINITY, capped = high < Float.POSITIVE_INFINITY;");
    out.rowLoops();
    out.accumulators(IntStream.range(0, pixels).mapToObj(i -> "c" + i).toList(), "bias");
    out.line("    FloatVector v;");
    out.line("    long q = wa;");
    out.line("    for (int tap : taps) {");
    out.line("      long p = px + tap & MASK, k = q & MASK;");
    for (int j = 0; j < columns; j++) {
      out.line("      FloatVector w%d = %s;", j, ClassText.load("k", j, "BLOCK"));
    }
    products();
    out.line("      q += %d * BLOCK;", columns);
    out.line("    }");
    clamp("bounded", "least", "GT");
    clamp("capped", "most", "LT");
    out.line("    long o = py & MASK;");
    for (int i = 0; i < pixels; i++) {
      out.line("    c%d.%s;", i, ClassText.store(i));
    }
    out.endRowLoops();
    out.line("  }");
    return out.end();
  }

  /// A bound on all outputs where there is one: a comparison and a blend for each are a fifth of a
  /// 3 × 3 kernel's instructions (14 pixels with ReLU: 121 GFLOP/s, 100 with both bounds always).
  private void clamp(String condition, String bound, String beyond) {
    out.line("    if (%s) {", condition);
    for (int i = 0; i < shape.pixels(); i++) {
      out.line(
          "      c%d = c%d.blend(%s, %s.compare(VectorOperators.%s, c%d));",
          i, i, bound, bound, beyond, i);
    }
    out.line("    }");
  }

  /// Every input of a kernel row once, in order, into all outputs that it is a tap of. Kernels of
  /// three rows as straight text were slower: C2 then adds up one output after the other, each
  /// product waiting for the one before (7 pixels: 70 in place of 78 GFLOP/s).
  private void products() {
    int step = columns > 1 && shape.step() == TileShape.Step.BLOCK2 ? 2 : 1;
    String unit = columns == 1 ? "PIXEL" : "BLOCK";
    int inputs = (shape.pixels() - 1) * step + columns;
    for (int in = 0; in < inputs; in++) {
      StringBuilder line = new StringBuilder("      v = " + ClassText.load("p", in, unit) + ";");
      for (int i = 0; i < shape.pixels(); i++) {
        int tap = in - i * step;
        if (tap >= 0 && tap < columns) {
          line.append(" c%d = w%d.fma(v, c%d);".formatted(i, tap, i));
        }
      }
      out.line("%s", line);
    }
  }
}
