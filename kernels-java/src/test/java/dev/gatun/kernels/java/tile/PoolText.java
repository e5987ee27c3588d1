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
    this.out = new ClassText(shape, "PoolTile", Integer.toString(columns), comment, false);
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
  private void max() {
    head("max", "");
    out.line("    int end = taps.length - 1;");
    out.rowLoops();
    out.line("    long p = px + taps[0] & MASK;");
    for (int in = 0; in < inputs(); in++) {
      out.line("    FloatVector c%d = %s;", in, load(in));
    }
    out.line("    FloatVector v;");
    out.line("    for (int t = 1; t < end; t++) {");
    out.line("      p = px + taps[t] & MASK;");
    for (int in = 0; in < inputs(); in++) {
      out.line("      v = %s; c%d = v.max(c%d);", load(in), in, in);
    }
    out.line("    }");
    out.line("    p = px + taps[end] & MASK;");
    out.line("    long o = py & MASK;");
    int ready = 0;
    for (int i = 0; i < shape.pixels(); i++) {
      int first = columns == 1 ? i : i * step();
      for (; ready < first + columns; ready++) {
        out.line("    FloatVector m%d = %s.max(c%d);", ready, load(ready), ready);
      }
      StringBuilder most = new StringBuilder("m" + first);
      for (int k = 1; k < columns; k++) {
        most.append(".max(m").append(first + k).append(")");
      }
      out.line("    %s.%s;", most, ClassText.store(i));
    }
    out.endRowLoops();
    out.line("  }");
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
