package dev.gatun.kernels.java.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Text of the transforms of F(m × m, 3 × 3).
///
/// The way back holds m × n half-transformed points, 24 registers for m = 4, and loads the other 36
/// as it goes; narrow machines spill some of them to the L1 cache, where a strip would put all.
@SuppressWarnings("AnnotateFormatMethod") // the annotation would cost a dependency
final class WinogradText {
  private final int m;
  private final int n;
  private final StringBuilder text = new StringBuilder();

  /// @param outputs m, 2 or 4
  WinogradText(int outputs) {
    m = outputs;
    n = outputs + 2;
  }

  /// @return such as `F32Winograd4x4v`
  String className() {
    return "F32Winograd%dx%dv".formatted(m, m);
  }

  /// @return the class
  String text() {
    line(
        """
        %spackage dev.gatun.kernels.java.tile.vector;

        import static dev.gatun.kernels.java.tile.vector.Species.*;

        import dev.gatun.kernels.java.tile.Raw;
        import dev.gatun.kernels.java.tile.WinogradTransform;
        import java.lang.foreign.MemorySegment;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.VectorOperators;

        /// %d × %d outputs from %d × %d points; see [WinogradTransform].
        final class %s extends WinogradTransform {
          %s() {
            super(%d);
          }
        """,
        TileGenerator.HEADER, m, m, n, n, className(), className(), m);
    columns();
    tiles();
    outputs();
    line("}");
    return text.toString();
  }

  private void line(String format, Object... args) {
    text.append(args.length == 0 ? format : String.format(format, args)).append('\n');
  }

  /// The head of a method.
  private void method(String head, Object... args) {
    text.append(head.formatted(args).indent(2));
  }

  private void columns() {
    method(
        """
        @Override
        public void columns(
            MemorySegment x, long xOffset, long xRow, int rows,
            MemorySegment zeros, int columns,
            MemorySegment strip, long stripOffset) {
          long bytes = columns * BLOCK;\
        """);
    for (int r = 0; r < n; r++) {
      line(
          "    long x%d = rows > %d ? Raw.address(x, xOffset + %d * xRow, bytes) : Raw.address(zeros, 0, bytes);",
          r, r, r);
    }
    line("    long to = Raw.address(strip, stripOffset, %d * bytes);", n);
    constants(false);
    line("    for (int c = 0; c < columns; c++) {");
    line("      long at = c * BLOCK;");
    for (int r = 0; r < n; r++) {
      line("      FloatVector d%d = %s;", r, load("(x%d + at) & Raw.MASK".formatted(r)));
    }
    points(names("d"), names("v"), "");
    line("      long s = (to + %d * at) & Raw.MASK;", n);
    for (int r = 0; r < n; r++) {
      line("      %s", store("v" + r, "s" + plus(r)));
    }
    line("    }");
    line("  }");
    line("");
  }

  private void tiles() {
    method(
        """
        @Override
        public void tiles(
            MemorySegment strip, long stripOffset, int tiles,
            MemorySegment v, long vOffset, long vPoint) {
          long from = Raw.address(strip, stripOffset, (%dL * tiles + 2) * %d * BLOCK);
          long first = Raw.address(v, vOffset, tiles * BLOCK);
          Raw.address(v, vOffset + %d * vPoint, tiles * BLOCK);\
        """,
        m, n, n * n - 1);
    constants(false);
    line("    for (int r = 0; r < %d; r++) {", n);
    line("      long row = from + r * BLOCK;");
    for (int c = 0; c < n; c++) {
      line("      long p%d = first + (%dL * r + %d) * vPoint;", c, n, c);
    }
    line("      for (int t = 0; t < tiles; t++) {");
    line("        long at = t * BLOCK;");
    line("        long s = (row + %d * at) & Raw.MASK;", m * n);
    for (int c = 0; c < n; c++) {
      line("        FloatVector d%d = %s;", c, load("s" + plus(c * n)));
    }
    points(names("d"), names("v"), "  ");
    for (int c = 0; c < n; c++) {
      line("        %s", store("v" + c, "(p%d + at) & Raw.MASK".formatted(c)));
    }
    line("      }");
    line("    }");
    line("  }");
    line("");
  }

  private void outputs() {
    method(
        """
        @Override
        public void outputs(
            MemorySegment m, long mOffset, long mPoint, int tiles,
            MemorySegment b, long bOffset,
            MemorySegment y, long yOffset, long yRow,
            float low, float high) {
          long first = Raw.address(m, mOffset, tiles * BLOCK);
          Raw.address(m, mOffset + %d * mPoint, tiles * BLOCK);\
        """,
        n * n - 1);
    for (int r = 0; r < m; r++) {
      line("    long y%d = Raw.address(y, yOffset + %d * yRow, %dL * tiles * BLOCK);", r, r, m);
    }
    constants(true);
    line(
        "    FloatVector least = FloatVector.broadcast(SPECIES, low), most = FloatVector.broadcast(SPECIES, high);");
    line("    FloatVector bias = FloatVector.fromMemorySegment(SPECIES, b, bOffset, ORDER);");
    line("    for (int t = 0; t < tiles; t++) {");
    line("      long at = t * BLOCK, p = first + at;");
    for (int c = 0; c < n; c++) {
      for (int r = 0; r < n; r++) {
        int k = r * n + c;
        line(
            "      FloatVector m%d%d = %s;",
            r, c, load(k == 0 ? "p & Raw.MASK" : "(p + " + k + " * mPoint) & Raw.MASK"));
      }
      int column = c;
      values(
          IntStream.range(0, n).mapToObj(r -> "m" + r + column).toList(),
          IntStream.range(0, m).mapToObj(r -> "h" + r + column).toList(),
          "c" + c);
    }
    line("      FloatVector v;");
    line("      long q;");
    for (int r = 0; r < m; r++) {
      int row = r;
      values(
          IntStream.range(0, n).mapToObj(c -> "h" + row + c).toList(),
          IntStream.range(0, m).mapToObj(c -> "o" + row + c).toList(),
          "r" + r);
      line("      q = (y%d + %d * at) & Raw.MASK;", r, m);
      for (int c = 0; c < m; c++) {
        line("      v = o%d%d.add(bias);", r, c);
        line("      v = v.blend(least, v.compare(VectorOperators.LT, least));");
        line("      v = v.blend(most, v.compare(VectorOperators.GT, most));");
        line("      %s", store("v", "q" + plus(c)));
      }
    }
    line("    }");
    line("  }");
  }

  private void constants(boolean back) {
    if (m == 2) {
      return;
    }
    List<String> all = new ArrayList<>();
    all.add(constant("a", "(float) Math.sqrt(0.5)"));
    if (back) {
      all.add(constant("two", "2f"));
      all.add(constant("half", "0.5f"));
      all.add(constant("a3", "(float) (0.5 * Math.sqrt(0.5))"));
      all.add(constant("b3", "(float) (2 * Math.sqrt(2))"));
    } else {
      all.add(constant("minusA", "-(float) Math.sqrt(0.5)"));
      all.add(constant("b", "(float) Math.sqrt(2)"));
      all.add(constant("minusB", "-(float) Math.sqrt(2)"));
      all.add(constant("minusTwo", "-2f"));
      all.add(constant("minusHalf", "-0.5f"));
      all.add(constant("minusSum", "-2.5f"));
    }
    all.forEach(constant -> line("    %s", constant));
  }

  private static String constant(String name, String value) {
    return "FloatVector %s = FloatVector.broadcast(SPECIES, %s);".formatted(name, value);
  }

  /// Bᵀ.
  private void points(List<String> d, List<String> v, String indent) {
    List<String> lines =
        m == 2
            ? List.of(
                "FloatVector %4$s = %2$s.sub(%0$s), %5$s = %2$s.add(%1$s);",
                "FloatVector %6$s = %2$s.sub(%1$s), %7$s = %3$s.sub(%1$s);")
            : List.of(
                "FloatVector evenA = %2$s.fma(minusTwo, %4$s), oddA = %1$s.fma(minusTwo, %3$s);",
                "FloatVector evenB = %2$s.fma(minusHalf, %4$s), oddB = %1$s.fma(minusHalf, %3$s);",
                "FloatVector %6$s = %2$s.fma(minusSum, %0$s).add(%4$s);",
                "FloatVector %7$s = oddA.fma(a, evenA), %8$s = oddA.fma(minusA, evenA);",
                "FloatVector %9$s = oddB.fma(b, evenB), %10$s = oddB.fma(minusB, evenB);",
                "FloatVector %11$s = %3$s.fma(minusSum, %1$s).add(%5$s);");
    lines.forEach(line -> line("      %s%s", indent, filled(line, d, v)));
  }

  /// Aᵀ.
  private void values(List<String> p, List<String> y, String id) {
    List<String> lines =
        m == 2
            ? List.of(
                "FloatVector %4$s = %0$s.add(%1$s).add(%2$s), %5$s = %1$s.sub(%2$s).add(%3$s);")
            : List.of(
                "FloatVector sumA@ = %1$s.add(%2$s), gapA@ = %1$s.sub(%2$s);",
                "FloatVector sumB@ = %3$s.add(%4$s), gapB@ = %3$s.sub(%4$s);",
                "FloatVector %6$s = %0$s.add(sumA@).add(sumB@), %7$s = a.mul(gapB@.fma(two, gapA@));",
                "FloatVector %8$s = sumB@.fma(two, half.mul(sumA@)), %9$s = gapA@.fma(a3, gapB@.fma(b3, %5$s));");
    lines.forEach(line -> line("      %s", filled(line, p, y).replace("@", id)));
  }

  /// Puts names in the places `%i$s`, those of the first list first, counted from 0.
  private static String filled(String line, List<String> first, List<String> second) {
    String result = line;
    for (int i = first.size() + second.size() - 1; i >= 0; i--) {
      String name = i < first.size() ? first.get(i) : second.get(i - first.size());
      result = result.replace("%" + i + "$s", name);
    }
    return result;
  }

  private List<String> names(String letter) {
    return IntStream.range(0, n).mapToObj(i -> letter + i).collect(Collectors.toList());
  }

  private static String plus(int blocks) {
    return blocks == 0 ? "" : " + " + blocks + " * BLOCK";
  }

  private static String load(String address) {
    return "FloatVector.fromMemorySegment(SPECIES, Raw.MEMORY, %s, ORDER)".formatted(address);
  }

  private static String store(String vector, String address) {
    return "%s.intoMemorySegment(Raw.MEMORY, %s, ORDER);".formatted(vector, address);
  }
}
