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
    out.line("  public int run(");
    out.line("      MemorySegment x, long xOffset, TapTable taps,");
    out.line("      MemorySegment w, long wOffset,");
    out.line("      MemorySegment s, long sOffset, long sPixel, long sBlock,");
    out.line("      MemorySegment b, long bOffset,");
    out.line("      MemorySegment y, long yOffset, long yPixel, long yBlock,");
    out.line("      float low, float high,");
    out.line("      MemorySegment n, long nOffset, long nStride) {");
    out.pixelLocal();
    checks();
    start();
    products();
    store();
    out.line("    return %s;", shape.isFourfold() ? "touched" : "0");
    out.line("  }");
  }

  private void checks() {
    if (shape.isDense()) {
      out.line("    requireDense(sPixel, yPixel);");
    }
    out.line("    int[] pairs = taps.pairs();");
    out.line("    int count = taps.depth();");
    out.line(
        "    long inputs = Raw.address(x, xOffset + taps.first(), %staps.bytes()) - taps.first();",
        shape.pixels() == 1 ? "" : times(shape.pixels() - 1, "PIXEL") + " + ");
    out.line("    long q = Raw.address(w, wOffset, %s * count);", times(shape.blocks(), "BLOCK"));
    out.line("    long to = Raw.address(y, yOffset, %s);", extent("y"));
    out.line("    long from = Raw.address(s, sOffset, %s);", extent("s"));
    out.line(
        "    long biases = Raw.address(b, bOffset, %s) & MASK;", times(shape.blocks(), "BLOCK"));
    if (shape.isFourfold()) {
      out.line("    long ahead = Raw.address(n, nOffset, nStride * (count / ROUND) + TOUCHED);");
      out.line("    int touched = 0;");
    }
  }

  /// Bytes from the first to behind the last vector of an operand.
  private String extent(String operand) {
    return "%d * %s + %d * %sBlock + BLOCK"
        .formatted(
            shape.pixels() - 1,
            shape.isDense() ? "BLOCK" : operand + "Pixel",
            shape.blocks() - 1,
            operand);
  }

  private void start() {
    out.line("    long p;");
    for (int j = 0; j < shape.blocks(); j++) {
      firstPixel("from" + plus(j, "sBlock"));
      for (int i = 0; i < shape.pixels(); i++) {
        out.line(
            "    FloatVector %s = FloatVector.fromMemorySegment(SPECIES, MEMORY, %s, ORDER);%s",
            accumulator(i, j), pixel(i), nextPixel(i, "sPixel"));
      }
    }
  }

  /// Sets p to pixel 0 of a block. Dense pixels are constant displacements of one masked address.
  private void firstPixel(String address) {
    out.line("    p = %s;", shape.isDense() ? masked(address) : address);
  }

  private String pixel(int i) {
    return shape.isDense() ? "p" + plus(i, "BLOCK") : "p & MASK";
  }

  private String nextPixel(int i, String stride) {
    return shape.isDense() || i + 1 == shape.pixels() ? "" : " p += " + stride + ";";
  }

  private static String accumulator(int i, int j) {
    return "c" + i + "_" + j;
  }

  private void products() {
    out.line("    p = 0;");
    int unroll = shape.unroll();
    out.line("    for (int k = 0, left = 0, t = 0; k < count; k += %d) {", unroll);
    out.line("      if (left == 0) { // next tap");
    out.line("        p = inputs + pairs[t];");
    out.line("        left = pairs[t + 1];");
    out.line("        t += 2;");
    out.line("      }");
    if (shape.isFourfold()) {
      out.line("      long z = ahead & MASK;");
      out.line("      touched += MEMORY.get(INT, z) + MEMORY.get(INT, z + TOUCHED / 2);");
      out.line("      ahead += nStride;");
    }
    out.line("      long v = q & MASK;");
    for (int u = 0; u < unroll; u++) {
      product(u);
    }
    out.line("      p += %dL;", 4 * unroll);
    out.line("      q += %s;", times(unroll * shape.blocks(), "BLOCK"));
    out.line("      left -= %d;", unroll);
    out.line("    }");
  }

  /// One k: weights, then per pixel a broadcast input and its products.
  private void product(int u) {
    for (int j = 0; j < shape.blocks(); j++) {
      out.line(
          "      FloatVector w%d_%d = FloatVector.fromMemorySegment(SPECIES, MEMORY, v%s, ORDER);",
          j, u, plus(u * shape.blocks() + j, "BLOCK"));
    }
    out.line("      FloatVector a%d;", u);
    if (shape.step() == TileShape.Step.LINES) {
      lines(u);
      return;
    }
    int group = shape.pixelsPerCheck();
    for (int i = 0; i < shape.pixels(); i++) {
      int check = i / group;
      if (i % group == 0) {
        String address = "p" + (u == 0 ? "" : " + " + 4 * u) + plus(i, "PIXEL");
        out.line(
            "      long p%d_%d = %s;",
            u,
            check,
            shape.isSplit() ? "Objects.checkIndex(" + address + ", MASK)" : masked(address));
      }
      pixel(i, u, "p%d_%d%s".formatted(u, check, plus(i % group, "PIXEL")));
    }
  }

  /// One k where the distance of pixels is a variable: an address for each pixel, tested once in a
  /// round, and one test a k, which cuts the loop's body.
  private void lines(int u) {
    for (int i = 0; i < shape.pixels(); i++) {
      if (u == 0) {
        String address = i == 0 ? "p" : "x%d + PIXEL".formatted(i - 1);
        out.line("      long x%d = Objects.checkIndex(%s, MASK);", i, address);
      } else if (i == 0) {
        out.line("      long x0_%d = Objects.checkIndex(x0 + %d, MASK);", u, 4 * u);
      }
      pixel(i, u, u == 0 ? "x" + i : i == 0 ? "x0_" + u : "x%d + %d".formatted(i, 4 * u));
    }
  }

  /// The products of a pixel and one k.
  private void pixel(int i, int u, String address) {
    StringBuilder text = new StringBuilder();
    text.append(
        "      a%d = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, %s));".formatted(u, address));
    for (int j = 0; j < shape.blocks(); j++) {
      String c = accumulator(i, j);
      text.append(" %s = a%d.fma(w%d_%d, %s);".formatted(c, u, j, u, c));
    }
    out.line("%s", text);
  }

  private void store() {
    out.line("    // store");
    out.line(
        "    FloatVector least = FloatVector.broadcast(SPECIES, low), most = FloatVector.broadcast(SPECIES, high);");
    out.line("    FloatVector bias, r;");
    for (int j = 0; j < shape.blocks(); j++) {
      out.line(
          "    bias = FloatVector.fromMemorySegment(SPECIES, MEMORY, biases%s, ORDER);",
          plus(j, "BLOCK"));
      firstPixel("to" + plus(j, "yBlock"));
      for (int i = 0; i < shape.pixels(); i++) {
        out.line(
            "    r = bias.add(%s); r = r.blend(least, r.compare(VectorOperators.LT, least)); r.blend(most, r.compare(VectorOperators.GT, most)).intoMemorySegment(MEMORY, %s, ORDER);%s",
            accumulator(i, j), pixel(i), nextPixel(i, "yPixel"));
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
