package dev.gatun.kernels.java.tile;

import java.util.ArrayList;
import java.util.List;

/// Text of one convolution tile.
final class ConvText {
  private final TileShape shape;
  private final ClassText out;

  /// @param shape which tile
  ConvText(TileShape shape) {
    this.shape = shape;
    String comment =
        "%d pixels × %d blocks: %d accumulators; see [ConvTile]."
            .formatted(shape.pixels(), shape.blocks(), shape.pixels() * shape.blocks());
    this.out = new ClassText(shape, "ConvTile", comment, true);
  }

  /// @return the class
  String text() {
    method();
    return out.end();
  }

  private void method() {
    out.line("");
    out.line("  @Override");
    out.line("  public void run(");
    out.line("      MemorySegment x, long xOffset, int[] taps, int tapCount,");
    out.line("      MemorySegment w, long wOffset,");
    out.line("      MemorySegment b, long bOffset,");
    out.line("      MemorySegment y, long yOffset, long yPixel, long yBlock,");
    out.line("      float low, float high) {");
    out.pixelLocal();
    out.accumulators(accumulators(), "FloatVector.zero(SPECIES)");
    products();
    out.line("    // store");
    out.line(
        "    FloatVector least = FloatVector.broadcast(SPECIES, low), most = FloatVector.broadcast(SPECIES, high);");
    out.line("    FloatVector bias, v;");
    for (int j = 0; j < shape.blocks(); j++) {
      store(j);
    }
    out.line("  }");
  }

  private List<String> accumulators() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < shape.pixels(); i++) {
      for (int j = 0; j < shape.blocks(); j++) {
        names.add(accumulator(i, j));
      }
    }
    return names;
  }

  private static String accumulator(int i, int j) {
    return "c" + i + "_" + j;
  }

  private void products() {
    out.line("    int count = 0;");
    out.line("    for (int t = 0; t < tapCount; t++) {");
    out.line("      count += taps[2 * t + 1];");
    out.line("    }");
    out.line("    long p = 0, q = wOffset;");
    out.line("    for (int k = 0, left = 0, t = 0; k < count; k++, left--) {");
    out.line("      if (left == 0) { // next tap");
    out.line("        p = xOffset + taps[t];");
    out.line("        left = taps[t + 1];");
    out.line("        t += 2;");
    out.line("      }");
    for (int j = 0; j < shape.blocks(); j++) {
      out.line(
          "      FloatVector w%d = FloatVector.fromMemorySegment(SPECIES, w, q%s, ORDER);",
          j, block(j));
    }
    out.line("      FloatVector a;");
    for (int i = 0; i < shape.pixels(); i++) {
      StringBuilder pixel = new StringBuilder();
      pixel
          .append("      a = FloatVector.broadcast(SPECIES, x.get(FLOAT, p")
          .append(shape.displacement(i))
          .append("));");
      for (int j = 0; j < shape.blocks(); j++) {
        String c = accumulator(i, j);
        pixel.append(" %s = a.fma(w%d, %s);".formatted(c, j, c));
      }
      out.line("%s", pixel);
    }
    out.line("      p += 4;");
    out.line("      q += %d * BLOCK;", shape.blocks());
    out.line("    }");
  }

  private static String block(int j) {
    return j == 0 ? "" : j == 1 ? " + BLOCK" : " + " + j + " * BLOCK";
  }

  private void store(int j) {
    out.line("    bias = FloatVector.fromMemorySegment(SPECIES, b, bOffset%s, ORDER);", block(j));
    out.line("    p = yOffset%s;", times(j, "yBlock"));
    for (int i = 0; i < shape.pixels(); i++) {
      StringBuilder pixel = new StringBuilder();
      pixel
          .append("    v = bias.add(%s);".formatted(accumulator(i, j)))
          .append(" v = v.blend(least, v.compare(VectorOperators.LT, least));")
          .append(
              " v.blend(most, v.compare(VectorOperators.GT, most)).intoMemorySegment(y, p, ORDER);");
      if (i + 1 < shape.pixels()) {
        pixel.append(" p += yPixel;");
      }
      out.line("%s", pixel);
    }
  }

  private static String times(int j, String stride) {
    return j == 0 ? "" : j == 1 ? " + " + stride : " + " + j + " * " + stride;
  }
}
