package dev.gatun.kernels.java.tile;

import java.util.stream.IntStream;

/// Text of one pool tile.
final class PoolText {
  private final TileShape shape;
  private final int columns;
  private final ClassText out;

  /// @param shape which tile
  /// @param columns taps behind one entry of the table
  PoolText(TileShape shape, int columns) {
    this.shape = shape;
    this.columns = columns;
    String comment =
        "%d pixels, window rows of %d taps; see [PoolTile].".formatted(shape.pixels(), columns);
    this.out = new ClassText(shape, "PoolTile", Integer.toString(columns), comment, true);
  }

  /// @return the class
  String text() {
    max();
    average();
    return out.end();
  }

  private void head(String name, String parameter) {
    out.line("");
    out.line("  @Override");
    out.line("  public void %s(", name);
    out.line("      MemorySegment x, long xOffset, long xRow, int[] taps,");
    out.line("      MemorySegment y, long yOffset, long yRow,");
    out.line("      int rows, int width%s) {", parameter);
    out.rowAddresses(columns);
  }

  private int step() {
    return shape.step() == TileShape.Step.BLOCK2 ? 2 : 1;
  }

  /// Input vectors that a tile reads of each row.
  private int inputs() {
    return columns == 1 ? shape.pixels() : (shape.pixels() - 1) * step() + columns;
  }

  private String load(int in) {
    return ClassText.load("p", in, columns == 1 ? "PIXEL" : "BLOCK");
  }

  /// Down the columns first: the first row of the window starts the accumulators, the last one ends
  /// them, so that each further method is called on a vector just computed.
  ///
  /// Java's maximum is six instructions, a comparison and a blend are two, but lose a NaN and know
  /// one zero only. So zeros lose their sign at the end, and the sum of all inputs tells of a NaN.
  private void max() {
    head("max", "");
    out.line("    int end = taps.length - 1;");
    out.rowLoops();
    out.line("    long p = px + taps[0] & MASK;");
    for (int in = 0; in < inputs(); in++) {
      out.line("    FloatVector c%d = %s;", in, load(in));
    }
    for (int in = 0; in < inputs(); in++) {
      int sum = in % sums();
      out.line(
          in == sum ? "    FloatVector s%1$d = c%2$d;" : "    s%1$d = c%2$d.add(s%1$d);", sum, in);
    }
    out.line("    FloatVector v;");
    out.line("    for (int t = 1; t < end; t++) {");
    out.line("      p = px + taps[t] & MASK;");
    for (int in = 0; in < inputs(); in++) {
      out.line(
          "      v = %1$s; c%2$d = %3$s; s%4$d = v.add(s%4$d);",
          load(in), in, larger("v", "c" + in), in % sums());
    }
    out.line("    }");
    out.line("    p = px + taps[end] & MASK;");
    out.line("    long o = py & MASK;");
    int ready = 0;
    for (int i = 0; i < shape.pixels(); i++) {
      int first = columns == 1 ? i : i * step();
      for (; ready < first + columns; ready++) {
        out.line(
            "    v = %1$s; FloatVector m%2$d = %3$s; s%4$d = v.add(s%4$d);",
            load(ready), ready, larger("v", "c" + ready), ready % sums());
      }
      String most = "m" + first;
      for (int k = 1; k < columns; k++) {
        out.line("    v = %s;", larger("m" + (first + k), most));
        most = "v";
      }
      out.line("    %s.add(0f).%s;", most, ClassText.store(i));
    }
    for (int sum = 1; sum < sums(); sum++) {
      out.line("    s0 = s%d.add(s0);", sum);
    }
    out.line("    if (s0.test(VectorOperators.IS_NAN).anyTrue()) {");
    out.line("      CarefulMax.tile(px, PIXEL, %d, taps, %d, py);", shape.pixels(), columns);
    out.line("    }");
    out.endRowLoops();
    out.line("  }");
  }

  /// How many sums stand side by side, so that they need not wait for each other.
  private int sums() {
    return Math.min(4, inputs());
  }

  /// The larger one of two vectors, the first one where either is NaN.
  private static String larger(String a, String b) {
    return "%1$s.blend(%2$s, %1$s.compare(VectorOperators.LE, %2$s))".formatted(a, b);
  }

  /// Row by row, because a sum has an order.
  private void average() {
    head("average", ", float scale");
    out.line("    FloatVector factor = FloatVector.broadcast(SPECIES, scale);");
    out.rowLoops();
    out.accumulators(
        IntStream.range(0, shape.pixels()).mapToObj(i -> "c" + i).toList(),
        "FloatVector.zero(SPECIES)");
    out.line("    FloatVector v;");
    out.line("    for (int tap : taps) {");
    out.line("      long p = px + tap & MASK;");
    for (int in = 0; in < inputs(); in++) {
      StringBuilder line = new StringBuilder("      v = " + load(in) + ";");
      for (int i = 0; i < shape.pixels(); i++) {
        int tap = in - (columns == 1 ? i : i * step());
        if (tap >= 0 && tap < columns) {
          line.append(" c%d = v.add(c%d);".formatted(i, i));
        }
      }
      out.line("%s", line);
    }
    out.line("    }");
    out.line("    long o = py & MASK;");
    for (int i = 0; i < shape.pixels(); i++) {
      out.line("    factor.mul(c%d).%s;", i, ClassText.store(i));
    }
    out.endRowLoops();
    out.line("  }");
  }
}
