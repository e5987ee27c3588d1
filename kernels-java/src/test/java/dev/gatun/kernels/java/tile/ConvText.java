package dev.gatun.kernels.java.tile;

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
    out.line("      MemorySegment x, long xOffset, int[] taps, int firstTap, int tapCount,");
    out.line("      MemorySegment w, long wOffset,");
    out.line("      MemorySegment s, long sOffset, long sPixel, long sBlock,");
    out.line("      MemorySegment b, long bOffset,");
    out.line("      MemorySegment y, long yOffset, long yPixel, long yBlock,");
    out.line("      float low, float high) {");
    out.pixelLocal();
    checks();
    start();
    products();
    store();
    out.line("  }");
  }

  private void checks() {
    out.line("    int end = 2 * (firstTap + tapCount), count = 0;");
    out.line("    for (int t = 2 * firstTap; t < end; t += 2) {");
    out.line("      count += taps[t + 1];");
    out.line("    }");
    out.line("    long q = Raw.address(w, wOffset, %s * count);", times(shape.blocks(), "BLOCK"));
    out.line("    long to = Raw.address(y, yOffset, %s);", extent("y"));
    out.line("    long from = Raw.address(s, sOffset, %s);", extent("s"));
    out.line(
        "    long biases = Raw.address(b, bOffset, %s) & MASK;", times(shape.blocks(), "BLOCK"));
  }

  /// Bytes from the first to behind the last vector of an operand.
  private String extent(String operand) {
    return "%d * %sPixel + %d * %sBlock + BLOCK"
        .formatted(shape.pixels() - 1, operand, shape.blocks() - 1, operand);
  }

  private void start() {
    out.line("    long p;");
    for (int j = 0; j < shape.blocks(); j++) {
      out.line("    p = from%s;", plus(j, "sBlock"));
      for (int i = 0; i < shape.pixels(); i++) {
        out.line(
            "    FloatVector %s = FloatVector.fromMemorySegment(SPECIES, MEMORY, p & MASK, ORDER);%s",
            accumulator(i, j), i + 1 < shape.pixels() ? " p += sPixel;" : "");
      }
    }
  }

  private static String accumulator(int i, int j) {
    return "c" + i + "_" + j;
  }

  private void products() {
    out.line("    p = 0;");
    int unroll = shape.isEvenOnly() ? 2 : 1;
    out.line("    for (int k = 0, left = 0, t = 2 * firstTap; k < count; k += %d) {", unroll);
    out.line("      if (left == 0) { // next tap");
    out.line("        left = taps[t + 1];");
    out.line(
        "        p = Raw.address(x, xOffset + taps[t], %s4L * left);",
        shape.pixels() == 1 ? "" : times(shape.pixels() - 1, "PIXEL") + " + ");
    out.line("        t += 2;");
    out.line("      }");
    product("a", 0);
    if (unroll == 2) {
      product("b", 1);
    }
    out.line("      p += %dL;", 4 * unroll);
    out.line("      q += %s;", times(unroll * shape.blocks(), "BLOCK"));
    out.line("      left -= %d;", unroll);
    out.line("    }");
  }

  /// One k: weights, then per pixel a broadcast input and its products.
  private void product(String suffix, int ahead) {
    String weights = "q" + suffix;
    out.line("      long %s = %s;", weights, masked("q" + plus(ahead * shape.blocks(), "BLOCK")));
    for (int j = 0; j < shape.blocks(); j++) {
      out.line(
          "      FloatVector w%d%s = FloatVector.fromMemorySegment(SPECIES, MEMORY, %s%s, ORDER);",
          j, suffix, weights, plus(j, "BLOCK"));
    }
    out.line("      FloatVector a%s;", suffix);
    int group = shape.isSplit() ? Math.ceilDiv(shape.pixels(), 2) : shape.pixels();
    for (int i = 0; i < shape.pixels(); i++) {
      String inputs = "p" + suffix + i / group;
      if (i % group == 0) {
        String address = "p" + (ahead == 0 ? "" : " + 4") + plus(i, "PIXEL");
        out.line(
            "      long %s = %s;",
            inputs,
            shape.isSplit() ? "Objects.checkIndex(" + address + ", MASK)" : masked(address));
      }
      StringBuilder pixel = new StringBuilder();
      pixel.append(
          "      a%s = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, %s%s));"
              .formatted(suffix, inputs, plus(i % group, "PIXEL")));
      for (int j = 0; j < shape.blocks(); j++) {
        String c = accumulator(i, j);
        pixel.append(" %s = a%s.fma(w%d%s, %s);".formatted(c, suffix, j, suffix, c));
      }
      out.line("%s", pixel);
    }
  }

  private void store() {
    out.line("    // store");
    out.line(
        "    FloatVector least = FloatVector.broadcast(SPECIES, low), most = FloatVector.broadcast(SPECIES, high);");
    out.line("    FloatVector bias, v;");
    for (int j = 0; j < shape.blocks(); j++) {
      out.line(
          "    bias = FloatVector.fromMemorySegment(SPECIES, MEMORY, biases%s, ORDER);",
          plus(j, "BLOCK"));
      out.line("    p = to%s;", plus(j, "yBlock"));
      for (int i = 0; i < shape.pixels(); i++) {
        StringBuilder pixel = new StringBuilder();
        pixel
            .append("    v = bias.add(%s);".formatted(accumulator(i, j)))
            .append(" v = v.blend(least, v.compare(VectorOperators.LT, least));")
            .append(" v.blend(most, v.compare(VectorOperators.GT, most))")
            .append(".intoMemorySegment(MEMORY, p & MASK, ORDER);");
        if (i + 1 < shape.pixels()) {
          pixel.append(" p += yPixel;");
        }
        out.line("%s", pixel);
      }
    }
  }

  private static String masked(String address) {
    return address.contains(" ") ? "(" + address + ") & MASK" : address + " & MASK";
  }

  private static String times(int factor, String unit) {
    return factor == 1 ? unit : factor + " * " + unit;
  }

  /// A displacement to append to an address.
  private static String plus(int factor, String unit) {
    return factor == 0 ? "" : " + " + times(factor, unit);
  }
}
